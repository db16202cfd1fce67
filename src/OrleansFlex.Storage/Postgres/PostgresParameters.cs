using Npgsql;
using NpgsqlTypes;

namespace OrleansFlex.Storage.Postgres;

/// <summary>Adds positional parameters with their exact types, so that the server never has to guess.</summary>
internal static class PostgresParameters
{
    public static void AddText(this NpgsqlParameterCollection parameters, string? value) =>
        parameters.Add(value is null
            ? new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Text, Value = DBNull.Value }
            : new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Text, TypedValue = value });

    public static void AddLong(this NpgsqlParameterCollection parameters, long value) =>
        parameters.Add(new NpgsqlParameter<long> { NpgsqlDbType = NpgsqlDbType.Bigint, TypedValue = value });

    public static void AddInt(this NpgsqlParameterCollection parameters, int value) =>
        parameters.Add(new NpgsqlParameter<int> { NpgsqlDbType = NpgsqlDbType.Integer, TypedValue = value });

    public static void AddId(this NpgsqlParameterCollection parameters, Guid value) =>
        parameters.Add(new NpgsqlParameter<Guid> { NpgsqlDbType = NpgsqlDbType.Uuid, TypedValue = value });

    /// <summary>An array of values of one type; its elements may be null.</summary>
    public static void AddArray<T>(this NpgsqlParameterCollection parameters, NpgsqlDbType element, T[] values) =>
        parameters.Add(new NpgsqlParameter<T[]> { NpgsqlDbType = NpgsqlDbType.Array | element, TypedValue = values });

    public static void AddValue(this NpgsqlParameterCollection parameters, object value)
    {
        if (value is long number)
            parameters.AddLong(number);
        else if (value is Guid id)
            parameters.AddId(id);
        else
            parameters.AddText((string)value);
    }

    public static void AddBytes(this NpgsqlParameterCollection parameters, ReadOnlyMemory<byte> value) =>
        parameters.Add(new NpgsqlParameter<ReadOnlyMemory<byte>> { NpgsqlDbType = NpgsqlDbType.Bytea, TypedValue = value });
}
