using OrleansFlex.Contracts.Assets;
using OrleansFlex.Domain.Commands;

namespace OrleansFlex.Contracts.Commands;

/// <summary>States of an action.</summary>
public enum ActionState : byte
{
    /// <summary>The device is being brought to do it.</summary>
    Pending,

    /// <summary>It was seen to take effect.</summary>
    Confirmed,

    /// <summary>It did not take effect.</summary>
    Failed,

    /// <summary>It was called off, or another action took its place.</summary>
    Cancelled,
}

/// <summary>Something that a caller asked a device to do, with how it went.</summary>
[GenerateSerializer, Immutable, Alias("vendor-action")]
public sealed record VendorAction
{
    [Id(0)] public required Guid Id { get; init; }
    [Id(1)] public required string UserId { get; init; }
    [Id(2)] public required Guid TargetId { get; init; }
    [Id(3)] public required AssetType TargetType { get; init; }
    [Id(4)] public required CommandKind Kind { get; init; }
    [Id(5)] public CommandArgument? Argument { get; init; }
    [Id(6)] public required long CreatedAtMs { get; init; }
    [Id(7)] public required long UpdatedAtMs { get; init; }

    /// <summary>When it left <see cref="ActionState.Pending"/>.</summary>
    [Id(8)] public long? CompletedAtMs { get; init; }
    [Id(9)] public required ActionState State { get; init; }

    /// <summary>Why it was cancelled or failed: one of the constants of <see cref="CommandFailure"/>.</summary>
    [Id(10)] public string? FailureType { get; init; }

    /// <summary>The same for people.</summary>
    [Id(11)] public string? FailureDetail { get; init; }
}

/// <summary>Asks a device to do something.</summary>
/// <param name="Id">Identity of the action, if one is made.</param>
/// <param name="Type">The type that the device must have.</param>
/// <param name="Kind">What it is to do.</param>
/// <param name="Argument">What that sets.</param>
[GenerateSerializer, Immutable, Alias("request-action")]
public sealed record RequestAction(
    [property: Id(0)] Guid Id, [property: Id(1)] AssetType Type, [property: Id(2)] CommandKind Kind, [property: Id(3)] CommandArgument? Argument);
