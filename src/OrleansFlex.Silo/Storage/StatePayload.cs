using System.Buffers;
using System.Text.Json;

namespace OrleansFlex.Silo.Storage;

/// <summary>
/// A state as JSON in borrowed memory for as long as it is being written: with hundreds of writes under way, arrays of their own would outlive the
/// youngest generation.
/// </summary>
internal readonly struct StatePayload
{
    private const int LargestKept = 1 << 18;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    private readonly byte[] _borrowed;
    private readonly int _length;

    private StatePayload(byte[] borrowed, int length) => (_borrowed, _length) = (borrowed, length);

    /// <summary>The JSON; until it is given back.</summary>
    public ReadOnlyMemory<byte> Json => _borrowed.AsMemory(0, _length);

    /// <summary>Renders a state.</summary>
    public static StatePayload Of<T>(T state, JsonSerializerOptions json)
    {
        if (_buffer is not { Capacity: <= LargestKept } buffer || _writer is not { } writer || writer.Options.Encoder != json.Encoder)
        {
            _buffer = buffer = new ArrayBufferWriter<byte>(4096);
            _writer = writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = json.Encoder, SkipValidation = true });
        }

        buffer.ResetWrittenCount();
        writer.Reset();
        JsonSerializer.Serialize(writer, state, json);
        writer.Flush();
        var borrowed = ArrayPool<byte>.Shared.Rent(buffer.WrittenCount);
        buffer.WrittenSpan.CopyTo(borrowed);
        return new StatePayload(borrowed, buffer.WrittenCount);
    }

    /// <summary>Gives the memory back. Only once the write is through: one that failed may still be reading.</summary>
    public void Return() => ArrayPool<byte>.Shared.Return(_borrowed);
}
