namespace OrleansFlex.Contracts.Commands;

/// <summary>What a policy wants its vehicle to do.</summary>
public enum SteeringWish : byte
{
    /// <summary>Nothing is commanded: the driver decides, or the vehicle is not there.</summary>
    HandsOff,

    /// <summary>Charge.</summary>
    Charge,

    /// <summary>Do not charge.</summary>
    Pause,
}

/// <summary>A policy's wish for its vehicle. A later one replaces it; older ones are ignored.</summary>
/// <param name="PolicyId">The policy.</param>
/// <param name="Version">Rises with every wish of the policy.</param>
/// <param name="Wish">What the vehicle is to do.</param>
/// <param name="UntilMs">Until when the wish holds, Unix milliseconds: a command that has not taken effect by then is pointless.</param>
/// <param name="PowerKw">The power at which to charge, kW; null for all that the vehicle can take.</param>
[GenerateSerializer, Immutable, Alias("steering")]
public sealed record Steering(
    [property: Id(0)] Guid PolicyId,
    [property: Id(1)] long Version,
    [property: Id(2)] SteeringWish Wish,
    [property: Id(3)] long UntilMs,
    [property: Id(4)] double? PowerKw = null);

/// <summary>How far a wish has been carried out.</summary>
public enum SteeringProgress : byte
{
    /// <summary>Nothing needs to be done: the vehicle does what is wished, or nothing is wished.</summary>
    Settled,

    /// <summary>A command is on its way and not yet confirmed by observation; failed attempts are repeated.</summary>
    Pending,

    /// <summary>The vehicle has not obeyed within the time allowed; attempts go on at growing intervals.</summary>
    Failed,
}

/// <summary>A vehicle's obedience to its policy, as part of the device.</summary>
/// <param name="PolicyId">The policy whose wish it is.</param>
/// <param name="Version">The wish.</param>
/// <param name="Wish">What the vehicle is to do.</param>
/// <param name="Progress">How far that is.</param>
/// <param name="Attempts">Commands sent for this wish so far.</param>
/// <param name="ChangedAtMs">When the progress changed last, Unix milliseconds.</param>
/// <param name="IsReadOnly">True where nothing is sent because the vehicle's vendor has no gateway: the wish is shown, not carried out.</param>
/// <param name="PowerKw">The power at which the vehicle was told to charge, kW; null for all that it can take.</param>
[GenerateSerializer, Immutable, Alias("steering-state")]
public sealed record SteeringState(
    [property: Id(0)] Guid PolicyId,
    [property: Id(1)] long Version,
    [property: Id(2)] SteeringWish Wish,
    [property: Id(3)] SteeringProgress Progress,
    [property: Id(4)] int Attempts,
    [property: Id(5)] long ChangedAtMs,
    [property: Id(6)] bool IsReadOnly = false,
    [property: Id(7)] double? PowerKw = null);
