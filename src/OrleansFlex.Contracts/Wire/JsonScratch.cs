using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OrleansFlex.Contracts.Wire;

/// <summary>A JSON writer and the memory that it writes to, kept for the next document. Whoever uses one keeps it for a thread.</summary>
public sealed class JsonScratch
{
    // The series of a session that goes on for months takes much more than any other; such memory is not kept.
    private const int LargestKept = 1 << 18;

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly JavaScriptEncoder? _encoder;

    private JsonScratch(JavaScriptEncoder? encoder)
    {
        _encoder = encoder;
        Writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = encoder, SkipValidation = true });
    }

    /// <summary>Writes the document.</summary>
    public Utf8JsonWriter Writer { get; }

    /// <summary>The document so far; until the next one begins.</summary>
    public ReadOnlySpan<byte> Written
    {
        get
        {
            Writer.Flush();
            return _buffer.WrittenSpan;
        }
    }

    /// <summary>Begins a document in what a thread keeps.</summary>
    /// <param name="kept">What it keeps; a new one where there is none that fits.</param>
    /// <param name="encoder">How text is escaped.</param>
    public static JsonScratch Begin(ref JsonScratch? kept, JavaScriptEncoder? encoder)
    {
        if (kept is null || kept._encoder != encoder || kept._buffer.Capacity > LargestKept)
            return kept = new JsonScratch(encoder);
        kept._buffer.ResetWrittenCount();
        kept.Writer.Reset();
        return kept;
    }
}
