using Orleans.Storage;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Problems;

/// <summary>Errors as problem documents.</summary>
internal static class ProblemSetup
{
    public static IServiceCollection AddProblems(this IServiceCollection services) =>
        services.AddSingleton<IUnavailability, StorageUnavailability>().AddSingleton<IUnavailability, GridUnavailability>();

    /// <summary>Catches what the rest of the pipeline throws; goes first.</summary>
    public static IApplicationBuilder UseProblems(this IApplicationBuilder app) => app.UseMiddleware<ProblemMiddleware>();

    private sealed class StorageUnavailability : IUnavailability
    {
        public bool Covers(Exception exception) => exception is StorageUnavailableException || exception.InnerException is StorageUnavailableException;

        public string Detail => "The storage cannot be reached right now.";

        public TimeSpan RetryAfter => TimeSpan.FromSeconds(5);
    }

    // The grid is stopping, or a grain lost a race for its state: in both cases the next attempt finds things settled.
    private sealed class GridUnavailability : IUnavailability
    {
        public bool Covers(Exception exception) => exception is OrleansMessageRejectionException or InconsistentStateException;

        public string Detail => "The grid cannot take this request right now.";

        public TimeSpan RetryAfter => TimeSpan.FromSeconds(1);
    }
}
