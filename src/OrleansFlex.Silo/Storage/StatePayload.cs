using System.Buffers;
using System.Text.Json;
using OrleansFlex.Contracts.Wire;

namespace OrleansFlex.Silo.Storage;

/// <summary>
/// A state as JSON in borrowed memory for as long as it is being written: with hundreds of writes under way, arrays of their own would outlive the
/// youngest generation.
/// </summary>
internal readonly struct StatePayload
{
    [ThreadStatic]
    private static JsonScratch? _scratch;

    private readonly byte[] _borrowed;
    private readonly int _length;

    private StatePayload(byte[] borrowed, int length) => (_borrowed, _length) = (borrowed, length);

    /// <summary>The JSON; until it is given back.</summary>
    public ReadOnlyMemory<byte> Json => _borrowed.AsMemory(0, _length);

    /// <summary>Renders a state.</summary>
    public static StatePayload Of<T>(T state, JsonSerializerOptions json)
    {
        var scratch = JsonScratch.Begin(ref _scratch, json.Encoder);
        JsonSerializer.Serialize(scratch.Writer, state, json);
        var written = scratch.Written;
        var borrowed = ArrayPool<byte>.Shared.Rent(written.Length);
        written.CopyTo(borrowed);
        return new StatePayload(borrowed, written.Length);
    }

    /// <summary>Gives the memory back. Only once the write is through: one that failed may still be reading.</summary>
    public void Return() => ArrayPool<byte>.Shared.Return(_borrowed);
}
