using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
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
    public async Task RefreshSoon(RefreshRequest request)
    {
        await Refresh(request);
        Zone().Refreshed(request).Ignore();
    }

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
        var members = new List<(Guid Site, Member Member)>(_households.Count);
        foreach (var (site, household) in _households)
        {
            if (request.Area is not null && !string.Equals(household.Area, request.Area, StringComparison.Ordinal))
                continue;
            if (request.WeatherRevision == 0)
                household.CopyTo(site, members);
            else if (household.Composition.HasFlag(HouseholdTypes.Solar))
                household.CopyTo(site, members, onlyPolicies: true);
        }

        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(Concurrency, members.Count)).Select(_ => Work()));

        async Task Work()
        {
            while (next < members.Count && !run.IsStale)
            {
                var (site, member) = members[next++];
                try
                {
                    await MemberGrain(member).Refresh(request);
                    if (member.Kind == ShapeMemberKind.Asset)
                        ForgetSilent(site, member.Id);
                }
                catch (Exception failure) when (failure is not OutOfMemoryException)
                {
                    // One member that fails must not keep the others from contributing; it keeps its last envelope.
                    LogMemberFailed(logger, member.Id, failure);
                }
            }
        }
    }

    /// <summary>
    /// An asset that was asked and has said nothing is summed elsewhere: a vehicle by its policy. Should that end, it comes back
    /// by itself.
    /// </summary>
    private void ForgetSilent(Guid site, Guid asset)
    {
        ref var household = ref CollectionsMarshal.GetValueRefOrNullRef(_households, site);
        if (!Unsafe.IsNullRef(ref household) && !Shape.Holds(asset))
            household.Remove(asset);
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
