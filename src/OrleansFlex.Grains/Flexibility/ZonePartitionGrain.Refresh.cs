using Microsoft.Extensions.Logging;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Domain.Flexibility;

namespace OrleansFlex.Grains.Flexibility;

public sealed partial class ZonePartitionGrain
{
    /// <summary>How many members of a partition work at a time: enough to keep the cores busy, few enough that reads get a turn.</summary>
    private const int Concurrency = 16;

    private readonly Dictionary<(string Area, bool IsWeather), RefreshRun> _runs = [];

    /// <inheritdoc/>
    /// <remarks>Refreshes that overtake each other coalesce: a run that is under way starts over with the newest revision.</remarks>
    public Task Refresh(RefreshRequest request)
    {
        // A change of weather concerns few members, so it must not take the place of one that concerns all.
        var area = (request.Area ?? "", request.WeatherRevision > 0);
        if (_runs.TryGetValue(area, out var run))
        {
            run.Wanted = request;
            run.IsStale = true;
            return run.Done;
        }

        run = new RefreshRun { Wanted = request };
        _runs[area] = run;
        return run.Done = Run(area, run);
    }

    /// <inheritdoc/>
    public Task RefreshSoon(RefreshRequest request) => Refresh(request);

    private async Task Run((string Area, bool IsWeather) area, RefreshRun run)
    {
        try
        {
            do
            {
                run.IsStale = false;
                await RefreshMembers(run);
            }
            while (run.IsStale);
        }
        finally
        {
            _runs.Remove(area);
        }
    }

    private async Task RefreshMembers(RefreshRun run)
    {
        var request = run.Wanted;
        var members = new List<ShapeMember>();
        foreach (var household in _households.Values)
        {
            if (request.Area is not null && !string.Equals(household.Area, request.Area, StringComparison.Ordinal))
                continue;
            if (request.WeatherRevision > 0 && !household.Composition.HasFlag(HouseholdTypes.Solar))
                continue;
            foreach (var (member, _) in household.Members)
            {
                if (request.WeatherRevision == 0 || member.Kind == ShapeMemberKind.Policy)
                    members.Add(member);
            }
        }

        var client = GrainKeys.Client(this.GetPrimaryKeyString());
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(Concurrency, members.Count)).Select(_ => Work()));

        async Task Work()
        {
            while (next < members.Count && !run.IsStale)
            {
                var member = members[next++];
                var key = GrainKeys.Of(client, member.MemberId);
                IShapeMemberGrain grain = member.Kind == ShapeMemberKind.Policy
                    ? GrainFactory.GetGrain<IVehiclePolicyGrain>(key)
                    : GrainFactory.GetGrain<IAssetGrain>(key);
                try
                {
                    await grain.Refresh(request);
                }
                catch (Exception failure) when (failure is not OutOfMemoryException)
                {
                    // One member that fails must not keep the others from contributing; it keeps its last envelope.
                    LogMemberFailed(logger, member.MemberId, failure);
                }
            }
        }
    }

    [LoggerMessage(2101, LogLevel.Warning, "Member {MemberId} did not contribute to its zone.")]
    private static partial void LogMemberFailed(ILogger logger, Guid memberId, Exception failure);

    private sealed class RefreshRun
    {
        public required RefreshRequest Wanted { get; set; }

        public bool IsStale { get; set; }

        public Task Done { get; set; } = Task.CompletedTask;
    }
}
