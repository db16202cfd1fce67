using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Flexibility;

namespace OrleansFlex.Grains.Flexibility;

// A kilowatt counts once: what a charger draws for a vehicle that contributes is the vehicle's load, so a charger adds nothing
// while one is plugged into it: the one that names it, or one at the same household that names none.
public sealed partial class ZonePartitionGrain
{
    private static readonly RefreshRequest Anew = new(null, 0);

    // Households with chargers only, which are few.
    private readonly Dictionary<Guid, Cables> _cables = [];

    /// <summary>Whether a contribution counts nothing, because a vehicle's counts the same load.</summary>
    private bool IsCountedElsewhere(Contribution contribution)
    {
        var (site, member) = (contribution.SiteId, contribution.MemberId);
        if (contribution.Cable == CableEnd.Charger)
        {
            if (!_cables.TryGetValue(site, out var cables))
            {
                _cables[site] = cables = new Cables();
                // Vehicles that contributed before are asked whether they are plugged in.
                AskOthers(site, member);
            }

            cables.Chargers.Add(member);
            return cables.HasVehicleAt(member);
        }

        if (_cables.TryGetValue(site, out var known) && known.Plug(contribution))
            Ask(known.Chargers);
        return false;
    }

    private void ForgetCable(Guid site, Guid member)
    {
        if (!_cables.TryGetValue(site, out var cables))
            return;
        if (cables.Vehicles.Remove(member))
            Ask(cables.Chargers);
        if (cables.Chargers.Remove(member) && cables.Chargers.Count == 0)
            _cables.Remove(site);
    }

    private void AskOthers(Guid site, Guid charger)
    {
        var members = new List<(Guid Site, Member Member)>();
        ref var household = ref CollectionsMarshal.GetValueRefOrNullRef(_households, site);
        if (!Unsafe.IsNullRef(ref household))
            household.CopyTo(site, members);
        foreach (var (_, member) in members)
        {
            if (member.Id != charger)
                MemberGrain(member).Refresh(Anew).Ignore();
        }
    }

    private void Ask(IEnumerable<Guid> chargers)
    {
        foreach (var charger in chargers)
            MemberGrain(new Member(charger, ShapeMemberKind.Asset)).Refresh(Anew).Ignore();
    }

    private IShapeMemberGrain MemberGrain(Member member)
    {
        var key = GrainKeys.Of(GrainKeys.Client(this.GetPrimaryKeyString()), member.Id);
        return member.Kind == ShapeMemberKind.Policy
            ? GrainFactory.GetGrain<Contracts.Charging.IVehiclePolicyGrain>(key)
            : GrainFactory.GetGrain<Contracts.Assets.IAssetGrain>(key);
    }

    private sealed class Cables
    {
        public HashSet<Guid> Chargers { get; } = [];

        /// <summary>The members that are vehicles plugged in, each with the charger that it names.</summary>
        public Dictionary<Guid, Guid?> Vehicles { get; } = [];

        /// <summary>Whether a vehicle is plugged into a charger, as far as is known.</summary>
        public bool HasVehicleAt(Guid charger) => Vehicles.Values.Any(named => named is null || named == charger);

        /// <summary>Notes what a member says of its cable, and tells whether that is new.</summary>
        public bool Plug(Contribution contribution)
        {
            if (contribution.Cable != CableEnd.Vehicle)
                return Vehicles.Remove(contribution.MemberId);
            var isNew = !Vehicles.TryGetValue(contribution.MemberId, out var charger) || charger != contribution.ChargerId;
            Vehicles[contribution.MemberId] = contribution.ChargerId;
            return isNew;
        }
    }
}
