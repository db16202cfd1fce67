using System.Collections.Immutable;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using OrleansFlex.Contracts.Webhooks;
using OrleansFlex.Domain.Webhooks;
using OrleansFlex.Silo.Clock;

namespace OrleansFlex.Silo.Webhooks;

/// <summary>
/// Sends deliveries: signed, to permitted addresses only, without following redirects, for at most <see cref="TimeLimit"/> of real time,
/// and reading at most <see cref="MaxAnswer"/> bytes of what comes back.
/// </summary>
internal sealed class WebhookSender : IWebhookSender, IDisposable
{
    /// <summary>How long an attempt may take.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(5);

    /// <summary>Most bytes read of an answer's body.</summary>
    public const int MaxAnswer = 16 * 1024;

    private const int MaxHeaders = 50;

    private readonly HttpClient _http;
    private readonly SecretSeal _seal;
    private readonly TimeProvider _real;

    public WebhookSender(OutboundAddressGuard guard, SecretSeal seal, RealTime real)
    {
        var handler = guard.CreateHandler();
        // The receiver is a stranger: it gets no trace of ours.
        handler.ActivityHeadersPropagator = null;
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _seal = seal;
        _real = real.Provider;
    }

    public async Task<DeliveryOutcome> SendAsync(WebhookTarget target, Guid id, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var started = _real.GetTimestamp();
        using var limit = new CancellationTokenSource(TimeLimit, _real);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var request = await RequestAsync(target, id, body, cancellation);
            if (request is null)
                return Failure("The secret can no longer be read; set it again.");
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var answer = await ReadAsync(response, either.Token);
            cancellation.ThrowIfCancellationRequested();
            var status = (int)response.StatusCode;
            return new DeliveryOutcome
            {
                Status = status,
                Error = status is >= 200 and < 300 ? null : $"The answer was {status}.",
                DurationMs = Elapsed(),
                Body = answer,
                Headers = [.. response.Headers.Concat(response.Content.Headers).Take(MaxHeaders).Select(h => $"{h.Key}: {string.Join(", ", h.Value)}")],
            };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Failure(string.Create(CultureInfo.InvariantCulture, $"There was no answer within {TimeLimit.TotalSeconds} s."));
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or SocketException or NotSupportedException)
        {
            return Failure(Describe(fault));
        }

        DeliveryOutcome Failure(string error) => new() { Error = error, DurationMs = Elapsed() };

        long Elapsed() => (long)_real.GetElapsedTime(started).TotalMilliseconds;
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpRequestMessage?> RequestAsync(WebhookTarget target, Guid id, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var secret = await _seal.OpenAsync(target.Client, target.Secret, cancellation);
        var previous = target.PreviousSecret is null ? null : await _seal.OpenAsync(target.Client, target.PreviousSecret, cancellation);
        var header = target.Authentication is { } sealedHeader ? await _seal.OpenAsync(target.Client, sealedHeader.Value, cancellation) : null;
        if (secret is null)
            return null;
        var request = new HttpRequestMessage(HttpMethod.Post, target.Url)
        {
            Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new("application/json") } },
        };
        var (name, seconds) = (id.ToString("D"), _real.GetUtcNow().ToUnixTimeSeconds());
        ImmutableArray<string> secrets = previous is null ? [secret] : [secret, previous];
        request.Headers.TryAddWithoutValidation("User-Agent", "OrleansFlex");
        request.Headers.TryAddWithoutValidation("x-enode-delivery", name);
        request.Headers.TryAddWithoutValidation("x-enode-signature", WebhookSignature.Sha1(secret, body.Span));
        request.Headers.TryAddWithoutValidation("webhook-id", name);
        request.Headers.TryAddWithoutValidation("webhook-timestamp", seconds.ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("webhook-signature", string.Join(' ', secrets.Select(each => WebhookSignature.Standard(each, name, seconds, body.Span))));
        if (header is not null)
            request.Headers.TryAddWithoutValidation(target.Authentication!.Name, header);
        return request;
    }

    // The status decides; an answer that breaks off, or never ends, changes nothing.
    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var bytes = new byte[MaxAnswer];
        var length = 0;
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
            while (length < bytes.Length && await stream.ReadAsync(bytes.AsMemory(length), cancellation) is > 0 and var read)
                length += read;
        }
        catch (Exception fault) when (fault is OperationCanceledException or HttpRequestException or IOException)
        {
            // What has come so far is shown.
        }

        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private static string Describe(Exception fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (cause is OutboundAddressException)
                return cause.Message;
        }

        return (fault as HttpRequestException)?.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => "The name could not be resolved.",
            HttpRequestError.ConnectionError => "There was no connection.",
            HttpRequestError.SecureConnectionError => "There was no secure connection: the certificate may be at fault.",
            _ when fault.InnerException is SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } =>
                "The name could not be resolved.",
            _ => "The connection broke off, or what came back was no answer.",
        };
    }
}
