using Microsoft.AspNetCore.Http.HttpResults;
using OrleansFlex.Silo.Documentation;
using OrleansFlex.Silo.Problems;

namespace OrleansFlex.Silo.Health;

/// <summary>What orchestrators ask: is the process alive, and should it get requests.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    public static IServiceCollection AddHealth(this IServiceCollection services) => services.AddSingleton<IReadiness, StorageReadiness>();

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.NoContent()).AllowAnonymous().Describe("Is the process alive");
        routes.MapGet("/health/ready", Ready).AllowAnonymous()
            .Describe("Should the silo get requests", detail: "204, or 503 with what is missing.");
    }

    private static async Task<NoContent> Ready(HttpContext context, IEnumerable<IReadiness> checks, IHostApplicationLifetime lifetime)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            throw Problem.Unavailable("The silo is stopping.", RetryAfter);
        foreach (var check in checks)
        {
            if (await check.CheckAsync(context.RequestAborted) is { } missing)
                throw Problem.Unavailable(missing, RetryAfter);
        }
        return TypedResults.NoContent();
    }
}
