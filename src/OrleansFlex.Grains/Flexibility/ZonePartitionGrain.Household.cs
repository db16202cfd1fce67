using System.Runtime.InteropServices;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Domain.Flexibility;

namespace OrleansFlex.Grains.Flexibility;

public sealed partial class ZonePartitionGrain
{
    /// <summary>The household of a site, made known if it is not. The reference holds until the next household is added or removed.</summary>
    private ref Household Find(Guid siteId)
    {
        ref var household = ref CollectionsMarshal.GetValueRefOrAddDefault(_households, siteId, out var exists);
        if (!exists)
            household.Area = "";
        return ref household;
    }

    private readonly record struct Member(Guid Id, ShapeMemberKind Kind);

    /// <summary>Who contributes for a household. Most have one member, which needs no list.</summary>
    private struct Household
    {
        public string Area;
        public long Version;
        public HouseholdTypes Composition;
        private Member _first;
        private Member[]? _others;

        public void Add(Member member)
        {
            if (_first.Id == member.Id)
                return;
            foreach (var other in _others ?? [])
            {
                if (other.Id == member.Id)
                    return;
            }

            if (_first.Id == Guid.Empty)
                _first = member;
            else
                _others = [.. _others ?? [], member];
        }

        public bool Remove(Guid memberId)
        {
            if (_first.Id == memberId)
            {
                _first = _others is [var next, ..] ? next : default;
                _others = _others is { Length: > 1 } ? _others[1..] : null;
                return true;
            }

            var left = Array.FindAll(_others ?? [], other => other.Id != memberId);
            var isKnown = left.Length < (_others?.Length ?? 0);
            _others = left.Length > 0 ? left : null;
            return isKnown;
        }

        public readonly void CopyTo(Guid site, List<(Guid Site, Member Member)> members, bool onlyPolicies = false)
        {
            if (_first.Id != Guid.Empty && (!onlyPolicies || _first.Kind == ShapeMemberKind.Policy))
                members.Add((site, _first));
            foreach (var other in _others ?? [])
            {
                if (!onlyPolicies || other.Kind == ShapeMemberKind.Policy)
                    members.Add((site, other));
            }
        }
    }
}
