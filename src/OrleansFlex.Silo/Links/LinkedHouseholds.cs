using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Links;
using OrleansFlex.Contracts.Sites;
using OrleansFlex.Silo.Sandbox;

namespace OrleansFlex.Silo.Links;

/// <summary>Makes the simulated devices that a user has picked, at the user's first location where there is one.</summary>
internal sealed class LinkedHouseholds(IGrainFactory grains, SandboxFleet? fleet = null)
{
    private static readonly string[] Kinds = ["vehicle", "charger", "battery", "hvac", "solar", "meter"];

    /// <summary>Links the devices; answers how many.</summary>
    public async Task<int> LinkAsync(LinkInvitation invitation, IReadOnlyList<AssetType> types, CancellationToken cancellation)
    {
        if (fleet is null)
            return 0;
        var places = await grains.GetGrain<IUserGrain>(GrainKeys.Of(invitation.Client, invitation.UserId)).GetPlaces();
        var place = places.IsEmpty ? null : places[0];
        var site = place is null ? null : await grains.GetGrain<ISiteGrain>(GrainKeys.Of(invitation.Client, place.LocationId)).GetSettings();
        var batch = new SandboxBatch(
            invitation.Client,
            0,
            1,
            site?.Zone ?? "",
            site?.Area ?? "",
            site?.TimezoneName ?? "UTC",
            place?.Latitude ?? 0,
            place?.Longitude ?? 0,
            (ulong)invitation.CreatedAtMs,
            new() { [string.Join('+', types.Select(type => Kinds[(int)type]))] = 1 },
            0)
        {
            Owner = new SandboxOwner(invitation.UserId, place?.LocationId, [.. invitation.Scopes]),
        };
        await fleet.AddAsync(batch, null, cancellation);
        return types.Count;
    }
}
