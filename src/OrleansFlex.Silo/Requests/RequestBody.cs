using System.Buffers;
using Microsoft.Net.Http.Headers;
using OrleansFlex.Silo.Problems;

namespace OrleansFlex.Silo.Requests;

/// <summary>A request's whole body in a pooled buffer, which goes back to the pool when the response ends.</summary>
public sealed class RequestBody : IDisposable
{
    private byte[] _buffer;

    private RequestBody(byte[] buffer) => _buffer = buffer;

    /// <summary>The bytes; valid until the response ends. A byte order mark is left out.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>Reads a body of one of the given media types.</summary>
    /// <exception cref="ProblemException">413 too large, 415 wrong type, charset or encoding, 400 empty.</exception>
    public static async ValueTask<RequestBody> ReadAsync(HttpContext context, int limitBytes, params string[] mediaTypes)
    {
        var request = context.Request;
        if (request.ContentLength is 0)
            throw Problem.BadRequest("The request has no body.", new Issue("", "must not be empty"));
        CheckType(request, mediaTypes);
        if (request.ContentLength > limitBytes)
            throw TooLarge(limitBytes);
        var body = new RequestBody(ArrayPool<byte>.Shared.Rent((int)(request.ContentLength ?? 4096) + 1));
        context.Response.RegisterForDispose(body);
        await body.FillAsync(request.Body, limitBytes, context.RequestAborted);
        if (body.Bytes.Length == 0)
            throw Problem.BadRequest("The request has no body.", new Issue("", "must not be empty"));
        return body;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Bytes = default;
        var buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private async ValueTask FillAsync(Stream stream, int limitBytes, CancellationToken cancellation)
    {
        var length = 0;
        while (true)
        {
            if (length == _buffer.Length)
                Grow(length);
            var read = await stream.ReadAsync(_buffer.AsMemory(length), cancellation);
            if (read == 0)
                break;
            length += read;
            if (length > limitBytes)
                throw TooLarge(limitBytes);
        }
        var bytes = _buffer.AsMemory(0, length);
        Bytes = bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
    }

    private void Grow(int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(length * 2);
        _buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    private static void CheckType(HttpRequest request, string[] mediaTypes)
    {
        if (request.Headers.ContentEncoding is { Count: > 0 } encoding && !encoding.ToString().Equals("identity", StringComparison.OrdinalIgnoreCase))
            throw new ProblemException(ProblemType.UnsupportedMediaType, "Compressed bodies are not accepted.");
        var expected = string.Join(" or ", mediaTypes);
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !mediaTypes.Any(m => type.MediaType.Equals(m, StringComparison.OrdinalIgnoreCase)))
            throw new ProblemException(ProblemType.UnsupportedMediaType, $"The Content-Type must be {expected}.");
        if (type.Charset.HasValue && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            throw new ProblemException(ProblemType.UnsupportedMediaType, "The charset must be utf-8.");
    }

    private static ProblemException TooLarge(int limitBytes) =>
        new(ProblemType.PayloadTooLarge, $"The body may hold at most {limitBytes} bytes.");
}
