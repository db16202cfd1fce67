using System.Text;
using SQLitePCL;

namespace OrleansFlex.Storage.Sqlite;

/// <summary>A prepared statement. Parameters count from 1, columns from 0. Disposing gives it back to its session.</summary>
internal sealed class SqliteStatement(SqliteSession session, sqlite3_stmt handle) : IDisposable
{
    private const int LargeBytes = 65_536;
    private bool _boundLarge;

    public void Bind(int index, long value) => session.Check(raw.sqlite3_bind_int64(handle, index, value));

    public void Bind(int index, string? value)
    {
        if (value is null)
        {
            session.Check(raw.sqlite3_bind_null(handle, index));
            return;
        }

        if (value.Length == 0)
        {
            // An empty span would arrive as a null pointer, which is NULL and not the empty text.
            session.Check(raw.sqlite3_bind_text(handle, index, value));
            return;
        }

        Span<byte> buffer = stackalloc byte[512];
        var bytes = value.Length <= 170 ? buffer[..Encoding.UTF8.GetBytes(value, buffer)] : Encoding.UTF8.GetBytes(value);
        session.Check(raw.sqlite3_bind_text(handle, index, bytes));
    }

    public void Bind(int index, ReadOnlySpan<byte> value)
    {
        _boundLarge |= value.Length > LargeBytes;
        session.Check(raw.sqlite3_bind_blob(handle, index, value));
    }

    /// <summary>As sixteen bytes, whose order is that of the digits.</summary>
    public void Bind(int index, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        Bind(index, bytes);
    }

    public void Bind(int index, Guid? value)
    {
        if (value is { } given)
            Bind(index, given);
        else
            session.Check(raw.sqlite3_bind_null(handle, index));
    }

    public void Bind(int index, object value)
    {
        if (value is long number)
            Bind(index, number);
        else if (value is Guid id)
            Bind(index, id);
        else
            Bind(index, (string)value);
    }

    /// <summary>Moves to the next row; false at the end.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_ROW)
            return true;
        session.Check(code);
        return false;
    }

    /// <summary>Runs a statement that changes rows; the number of rows changed.</summary>
    public int Run()
    {
        Step();
        return session.Changes();
    }

    public long Int64(int column) => raw.sqlite3_column_int64(handle, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public byte[] Blob(int column) => raw.sqlite3_column_blob(handle, column).ToArray();

    public Guid Id(int column) => new(raw.sqlite3_column_blob(handle, column), bigEndian: true);

    public Guid? IdOrNull(int column) => IsNull(column) ? null : Id(column);

    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(handle, column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public void Dispose()
    {
        // The code repeats the error of the last step, which was reported then.
        _ = raw.sqlite3_reset(handle);
        if (_boundLarge)
        {
            _ = raw.sqlite3_clear_bindings(handle);
            _boundLarge = false;
        }
    }

    /// <summary>Frees the statement for good.</summary>
    public void Finish() => handle.Dispose();
}
