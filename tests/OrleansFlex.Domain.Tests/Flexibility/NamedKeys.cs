using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using OrleansFlex.Domain.Flexibility;

namespace OrleansFlex.Domain.Tests.Flexibility;

/// <summary>Lets tests call households and members by name.</summary>
internal static class NamedKeys
{
    private static readonly ConcurrentDictionary<string, Guid> Known = new(StringComparer.Ordinal);

    public static ContributionOutcome PutHousehold(
        this ShapePartition partition, string site, long version, string area, HouseholdTypes types, int assetCount) =>
        partition.PutHousehold(Id(site), version, area, types, assetCount);

    public static ContributionOutcome RemoveHousehold(this ShapePartition partition, string site, long version) =>
        partition.RemoveHousehold(Id(site), version);

    public static ContributionOutcome RemoveMember(this ShapePartition partition, string member, long version) =>
        partition.RemoveMember(Id(member), version);

    public static bool Holds(this ShapePartition partition, string member) => partition.Holds(Id(member));

    public static ContributionOutcome PutContribution(
        this ShapePartition partition,
        string site,
        string member,
        long version,
        long firstChunk,
        bool isReachable,
        ReadOnlySpan<int> expected,
        ReadOnlySpan<int> minimum,
        ReadOnlySpan<int> maximum,
        ReadOnlySpan<int> sigma) =>
        partition.PutContribution(Id(site), Id(member), version, firstChunk, isReachable, expected, minimum, maximum, sigma);

    private static Guid Id(string name) =>
        Known.GetOrAdd(name, static name => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16)));
}
