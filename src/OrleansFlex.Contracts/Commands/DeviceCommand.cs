using OrleansFlex.Domain.Commands;

namespace OrleansFlex.Contracts.Commands;

/// <summary>A command on its way to a device.</summary>
/// <param name="Id">Its identity: a repetition has the same one and has no second effect.</param>
/// <param name="Client">The tenant.</param>
/// <param name="DeviceId">The device.</param>
/// <param name="Vendor">The device's vendor, which decides the gateway.</param>
/// <param name="Kind">What the device is to do.</param>
/// <param name="Argument">What the command sets, where its kind has something to set.</param>
/// <param name="IssuedAtMs">When it was first sent, Unix milliseconds of the domain clock.</param>
/// <param name="ExpiresAtMs">When it has become pointless.</param>
public sealed record DeviceCommand(
    Guid Id, string Client, Guid DeviceId, string Vendor, CommandKind Kind, CommandArgument? Argument, long IssuedAtMs, long ExpiresAtMs);
