using Microsoft.Extensions.Logging;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Contracts.Tariffs;

namespace OrleansFlex.Grains.Tariffs;

public sealed partial class TariffGrain
{
    /// <summary>How many policies plan at a time on behalf of one tariff.</summary>
    private const int Concurrency = 16;

    private static readonly RefreshRequest Anew = new(null, RefreshRequest.Latest) { IsOfTariff = true };

    private Task? _refreshing;
    private bool _isStale;

    /// <inheritdoc/>
    public Task RefreshSoon() => RefreshUsers();

    /// <summary>Has those who plan on the rates plan anew: at once where changes do not gather, beside the answer otherwise.</summary>
    private Task TellUsers()
    {
        if (settings.FlushMilliseconds == 0)
            return RefreshUsers();
        this.AsReference<ITariffGrain>().RefreshSoon().Ignore();
        return Task.CompletedTask;
    }

    // Pushes that overtake each other coalesce: a run that is under way starts over and finds the newest rates.
    private Task RefreshUsers()
    {
        if (_refreshing is { } running)
        {
            _isStale = true;
            return running;
        }

        return _refreshing = Run();

        async Task Run()
        {
            // So that the field is set before the run can end.
            await Task.Yield();
            try
            {
                do
                {
                    _isStale = false;
                    await RefreshPolicies();
                }
                while (_isStale);
            }
            finally
            {
                _refreshing = null;
            }
        }
    }

    private async Task RefreshPolicies()
    {
        var policies = new List<Guid>();
        await foreach (var use in catalog.StreamOfType(Client, CatalogKinds.TariffUse, Id, CancellationToken.None))
        {
            await foreach (var policy in catalog.StreamAt(Client, CatalogKinds.Policy, Guid.Parse(use.LocationId!), CancellationToken.None))
                policies.Add(Guid.Parse(policy.Id));
        }

        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(Concurrency, policies.Count)).Select(_ => Work()));

        async Task Work()
        {
            while (next < policies.Count && !_isStale)
            {
                var policy = policies[next++];
                try
                {
                    await GrainFactory.GetGrain<IVehiclePolicyGrain>(GrainKeys.Of(Client, policy)).Refresh(Anew);
                }
                catch (Exception failure) when (failure is not OutOfMemoryException)
                {
                    // One policy that fails must not keep the others from planning anew.
                    LogPolicyFailed(logger, policy, Id, failure);
                }
            }
        }
    }

    [LoggerMessage(2202, LogLevel.Warning, "Policy {PolicyId} did not plan anew after a change of tariff {TariffId}.")]
    private static partial void LogPolicyFailed(ILogger logger, Guid policyId, string tariffId, Exception failure);
}
