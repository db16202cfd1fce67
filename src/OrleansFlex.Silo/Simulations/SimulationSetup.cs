namespace OrleansFlex.Silo.Simulations;

/// <summary>Simulations: what a price or a policy would have cost.</summary>
internal static class SimulationSetup
{
    public static IServiceCollection AddSimulations(this IServiceCollection services) => services
        .AddSingleton<SimulationQueue>()
        .AddSingleton<SimulationJobs>()
        .AddSingleton<SimulationSources>()
        .AddHostedService<SimulationWorker>();
}
