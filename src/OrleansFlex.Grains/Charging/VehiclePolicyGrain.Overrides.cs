using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Sessions;

namespace OrleansFlex.Grains.Charging;

public sealed partial class VehiclePolicyGrain
{
    /// <inheritdoc/>
    public Task<ChargingSession?> GetSession() => Task.FromResult<ChargingSession?>(null);

    /// <inheritdoc/>
    public Task<Outcome<Done>> SetOverride(PolicyOverride wish) => Task.FromResult<Outcome<Done>>(Unknown);

    /// <inheritdoc/>
    public Task<PolicyOverride?> GetOverride() => Task.FromResult<PolicyOverride?>(null);

    /// <inheritdoc/>
    public Task<bool> ClearOverride() => Task.FromResult(false);
}
