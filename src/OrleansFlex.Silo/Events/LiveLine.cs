using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using OrleansFlex.Silo.Clock;

namespace OrleansFlex.Silo.Events;

/// <summary>The line to one reader of server-sent events, who is cut off where he does not take what he gets.</summary>
internal sealed class LiveLine(PipeWriter writer, RealTime real)
{
    /// <summary>The longest silence on the line.</summary>
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    /// <summary>How long a reader may keep us waiting.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Whether the reader has yet to take what it was sent.</summary>
    public bool IsHeldUp { get; private set; }

    /// <summary>Sets the headers of an answer that goes on.</summary>
    public static void Begin(HttpResponse response)
    {
        response.ContentType = LiveView.MediaType;
        response.Headers.CacheControl = "no-store";
        // Proxies pass the stream on as it comes.
        response.Headers["X-Accel-Buffering"] = "no";
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    /// <summary>Runs a stream on the line until it ends, the reader goes or is too slow, or the silo stops.</summary>
    public async Task RunAsync(HttpContext context, Func<CancellationToken, Task> stream, CancellationToken stopping)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            await stream(over.Token);
        }
        catch (OperationCanceledException)
        {
            // The reader has gone or was too slow, or the silo stops. What a reader has not taken yet is not waited for.
            if (IsHeldUp || !stopping.IsCancellationRequested)
                context.Abort();
        }
    }

    /// <summary>Waits for a change; false where the line would be silent for too long.</summary>
    public async Task<bool> ChangedInTimeAsync(Task changed, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var first = await Task.WhenAny(changed, Task.Delay(KeepAlive, real.Provider, over.Token));
        await over.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
        return first == changed;
    }

    /// <summary>Sends what was written.</summary>
    /// <exception cref="OperationCanceledException">The reader did not take it in time.</exception>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, real.Provider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        IsHeldUp = true;
        await writer.FlushAsync(either.Token);
        IsHeldUp = false;
    }
}
