using OrleansFlex.Silo.Documentation;
using OrleansFlex.Silo.Options;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Clock;

/// <summary>Control of the domain clock, for integrators who test; there only while the sandbox is enabled.</summary>
internal static class ClockEndpoints
{
    public static void MapClock(this IEndpointRouteBuilder routes, SandboxOptions options)
    {
        if (!options.Enabled)
            return;
        routes.MapGet("/sandbox/clock", (DomainClock clock) => ClockBody.Of(clock)).Describe("Read the domain clock");
        routes.MapPost("/sandbox/clock", Advance).Describe(
            "Move a held domain clock forward",
            Shape.Object(("advance?", Shape.String), ("now?", Shape.Instant)),
            detail: "By `advance`, an ISO 8601 duration, or to `now`. Fires what falls due in time order and answers when all of that work is done.");
    }

    private static async Task<ClockBody> Advance(HttpContext context, DomainClock clock, IHostApplicationLifetime lifetime)
    {
        var body = await JsonBody.ReadAsync(context);
        var span = body.OptionalDuration("advance");
        var instant = body.OptionalInstant("now");
        if (span is null == instant is null)
            body.Fail("advance", "or now must be given, one of them");
        body.ThrowIfInvalid();
        try
        {
            // A caller that hangs up does not leave the clock half way.
            await (span is { } s ? clock.AdvanceAsync(s, lifetime.ApplicationStopping) : clock.AdvanceToAsync(instant!.Value, lifetime.ApplicationStopping));
            return ClockBody.Of(clock);
        }
        catch (ClockAdvanceException e)
        {
            throw e.IsMode ? Problem.Conflict(e.Message) : Problem.BadRequest(e.Message, new Issue(span is null ? "now" : "advance", "must lead forward, up to the year 2199"));
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw Problem.Unavailable("The silo is stopping.", TimeSpan.FromSeconds(5));
        }
    }

    /// <summary>The domain clock on the wire.</summary>
    /// <param name="Now">The domain's instant.</param>
    /// <param name="Mode"><c>real</c>, <c>accelerated</c> or <c>held</c>.</param>
    /// <param name="Speed">Domain seconds per real second; 0 on a held clock.</param>
    internal sealed record ClockBody(DateTimeOffset Now, string Mode, double Speed)
    {
        public static ClockBody Of(DomainClock clock) => new(clock.GetUtcNow(), clock.Mode, clock.Speed);
    }
}
