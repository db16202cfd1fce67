namespace OrleansFlex.Silo.Sandbox;

/// <summary>A batch of simulated households, as it is stored: all else follows from the seed.</summary>
/// <param name="Client">The tenant they belong to.</param>
/// <param name="Number">Counts the tenant's batches, from 0.</param>
/// <param name="Count">How many households.</param>
/// <param name="Zone">Their bidding zone.</param>
/// <param name="Area">Their area.</param>
/// <param name="TimezoneName">Their time zone.</param>
/// <param name="Latitude">Degrees north, centre of the area.</param>
/// <param name="Longitude">Degrees east, centre of the area.</param>
/// <param name="Seed">Makes the run repeatable.</param>
/// <param name="Mix">Shares of household types.</param>
/// <param name="StartMs">When they came to be, Unix milliseconds.</param>
public sealed record SandboxBatch(
    string Client,
    int Number,
    int Count,
    string Zone,
    string Area,
    string TimezoneName,
    double Latitude,
    double Longitude,
    ulong Seed,
    Dictionary<string, double> Mix,
    long StartMs)
{
    /// <summary>The user whose devices these are; null where the batch brings users and locations of its own.</summary>
    public SandboxOwner? Owner { get; init; }

    /// <summary>True until all its households are known to the grid; a start of the silo goes on with what is left.</summary>
    public bool IsUnsettled { get; init; }

    /// <summary>The user of a household.</summary>
    public string UserId(int index) => Owner?.UserId ?? $"sandbox-{Number}-{index}";

    /// <summary>The id of a household's location; empty where its owner has none.</summary>
    public Guid LocationId(int index) => Owner is null ? SandboxIds.Of(this, index, 0) : Owner.LocationId ?? Guid.Empty;

    /// <summary>The id of a household's policy.</summary>
    public Guid PolicyId(int index) => SandboxIds.Of(this, index, 1);

    /// <summary>The id of the description of a household's solar panels.</summary>
    public Guid SolarConfigurationId(int index) => SandboxIds.Of(this, index, -1);

    /// <summary>The id of a household's device.</summary>
    public Guid DeviceId(int index, int device) => SandboxIds.Of(this, index, 2 + device);
}

/// <summary>A user who has linked simulated devices.</summary>
/// <param name="UserId">The user.</param>
/// <param name="LocationId">Where the devices are at home; null where the user has no location.</param>
/// <param name="Scopes">What the user has allowed.</param>
public sealed record SandboxOwner(string UserId, Guid? LocationId, string[] Scopes);
