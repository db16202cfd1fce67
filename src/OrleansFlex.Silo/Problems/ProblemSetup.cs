using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Problems;

/// <summary>Errors as problem documents.</summary>
internal static class ProblemSetup
{
    public static IServiceCollection AddProblems(this IServiceCollection services) =>
        services.AddSingleton<IUnavailability, StorageUnavailability>();

    /// <summary>Catches what the rest of the pipeline throws; goes first.</summary>
    public static IApplicationBuilder UseProblems(this IApplicationBuilder app) => app.UseMiddleware<ProblemMiddleware>();

    private sealed class StorageUnavailability : IUnavailability
    {
        public bool Covers(Exception exception) => exception is StorageUnavailableException || exception.InnerException is StorageUnavailableException;

        public string Detail => "The storage cannot be reached right now.";

        public TimeSpan RetryAfter => TimeSpan.FromSeconds(5);
    }
}
