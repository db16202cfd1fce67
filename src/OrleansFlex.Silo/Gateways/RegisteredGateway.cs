namespace OrleansFlex.Silo.Gateways;

/// <summary>A vendor's gateway as a tenant has registered it.</summary>
/// <param name="Vendor">The vendor whose devices it drives, as the devices name it.</param>
/// <param name="CommandUrl">Where commands are posted.</param>
/// <param name="Secret">What they are signed with; never given out.</param>
/// <param name="UpdatedAtMs">When it was registered last, Unix milliseconds of the domain clock.</param>
internal sealed record RegisteredGateway(string Vendor, string CommandUrl, string Secret, long UpdatedAtMs);
