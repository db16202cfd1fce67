using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using OrleansFlex.Contracts.Commands;
using OrleansFlex.Silo.Clock;
using OrleansFlex.Silo.Webhooks;

namespace OrleansFlex.Silo.Gateways;

/// <summary>
/// Posts commands. A vendor's adapter has five seconds to take one; so that one that is slow holds up nobody else's, each address has a
/// number of requests of its own.
/// </summary>
internal sealed class HttpGatewayClient(OutboundAddressGuard guard, RealTime real) : IDisposable
{
    private const int RequestsPerAddress = 32;
    private static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http = new(guard.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);

    /// <summary>Posts a command; what goes wrong is an answer.</summary>
    public async Task<GatewayAnswer> PostAsync(RegisteredGateway gateway, DeviceCommand command, CancellationToken cancellation)
    {
        var turns = _turns.GetOrAdd(gateway.CommandUrl, _ => new SemaphoreSlim(RequestsPerAddress));
        await turns.WaitAsync(cancellation);
        using var timeOut = new CancellationTokenSource(TimeOut, real.Provider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeOut.Token, cancellation);
        try
        {
            using var request = Request(gateway, command);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return Of(response.StatusCode);
        }
        catch (OperationCanceledException) when (timeOut.IsCancellationRequested)
        {
            return GatewayAnswer.Unreachable;
        }
        catch (HttpRequestException failure) when (failure is OutboundAddressException || failure.InnerException is OutboundAddressException)
        {
            return new GatewayAnswer(GatewayVerdict.Refused, "The gateway's address is none that commands may go to.");
        }
        catch (HttpRequestException)
        {
            return GatewayAnswer.Unreachable;
        }
        finally
        {
            turns.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        foreach (var turns in _turns.Values)
            turns.Dispose();
    }

    private HttpRequestMessage Request(RegisteredGateway gateway, DeviceCommand command)
    {
        var body = CommandBody.Write(command);
        var request = new HttpRequestMessage(HttpMethod.Post, gateway.CommandUrl) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in CommandSignature.Headers(gateway.Secret, command.Id, real.Provider.GetUtcNow().ToUnixTimeSeconds(), body))
            request.Headers.Add(name, value);
        return request;
    }

    private static GatewayAnswer Of(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => GatewayAnswer.Accepted,
        408 or 425 or 429 or >= 500 => GatewayAnswer.Unreachable,
        var other => new GatewayAnswer(GatewayVerdict.Refused, $"The gateway answered {other}."),
    };
}
