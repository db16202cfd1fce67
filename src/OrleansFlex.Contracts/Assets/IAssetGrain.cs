using System.Collections.Immutable;
using OrleansFlex.Contracts.Commands;
using OrleansFlex.Contracts.Flexibility;

namespace OrleansFlex.Contracts.Assets;

/// <summary>A device: its state as last observed and, where no policy drives it, its own contribution to the shape.</summary>
[Alias("asset")]
public interface IAssetGrain : IShapeMemberGrain
{
    /// <summary>Links the device to its user.</summary>
    [Alias("link")]
    Task<Outcome<Device>> Link(LinkDevice command);

    /// <summary>The device, or null where it does not exist.</summary>
    [Alias("get"), ReadOnly]
    Task<Device?> Get();

    /// <summary>Takes in telemetry. Durable, and seen by the policy that drives the device, when it returns.</summary>
    [Alias("observe")]
    Task<ObservationResult> Observe(Observation observation);

    /// <summary>Removes the device and the policies on it. False where it does not exist.</summary>
    [Alias("unlink")]
    Task<bool> Unlink();

    /// <summary>Puts the vehicle under a policy at a location, and tells the policy what it must know of the vehicle.</summary>
    [Alias("attach-policy")]
    Task<Outcome<Device>> AttachPolicy(PolicyAttachment attachment);

    /// <summary>
    /// Takes a policy's wish for the vehicle. The vehicle's grain persists it before anything is sent, sends and repeats commands until
    /// the vehicle is observed to obey, and tells the policy of progress with its observations.
    /// </summary>
    [Alias("steer")]
    Task Steer(Steering steering);

    /// <summary>A gateway did not take a command.</summary>
    [Alias("command-answered"), OneWay]
    Task CommandAnswered(Guid commandId, GatewayAnswer answer);

    /// <summary>Goes on with what was pending when the device's grain was last active.</summary>
    [Alias("resume"), OneWay]
    Task Resume();

    /// <summary>Asks the device to do something. An equal pending action of a vehicle is answered instead of a new one.</summary>
    [Alias("request-action")]
    Task<Outcome<VendorAction>> RequestAction(RequestAction request);

    /// <summary>The action, where the device's grain still has it: while it is pending and until it is filed.</summary>
    [Alias("get-action"), ReadOnly]
    Task<VendorAction?> GetAction(Guid actionId);

    /// <summary>Calls a pending action off. Refused where it has ended.</summary>
    [Alias("cancel-action")]
    Task<Outcome<VendorAction>> CancelAction(Guid actionId);

    /// <summary>Releases the vehicle from a policy.</summary>
    [Alias("detach-policy"), AlwaysInterleave]
    Task DetachPolicy(Guid policyId);

    /// <summary>The grain's own part of <see cref="DetachPolicy"/>, which waits for its turn.</summary>
    [Alias("detach-policy-in-turn")]
    Task DetachPolicyInTurn(Guid policyId);

    /// <summary>What the inverter has produced in the last hours, packed; empty where nothing is known.</summary>
    [Alias("production"), ReadOnly]
    Task<ImmutableArray<byte>> GetProduction();
}

/// <summary>A policy that drives a vehicle while it is at a location.</summary>
[GenerateSerializer, Immutable, Alias("policy-attachment")]
public sealed record PolicyAttachment([property: Id(0)] Guid PolicyId, [property: Id(1)] Guid LocationId);
