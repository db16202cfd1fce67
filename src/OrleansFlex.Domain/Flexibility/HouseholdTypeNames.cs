using System.Collections.Immutable;
using System.Numerics;

namespace OrleansFlex.Domain.Flexibility;

/// <summary>The wire names of <see cref="HouseholdTypes"/>: lower case, exact, in a fixed order.</summary>
public static class HouseholdTypeNames
{
    /// <summary>All names; the name at index i belongs to bit i.</summary>
    public static ImmutableArray<string> All { get; } = ["vehicle", "charger", "battery", "hvac", "solar", "meter"];

    /// <summary>The number of different household compositions, from none to all types.</summary>
    public const int CompositionCount = 64;

    /// <summary>Reads one name. Case matters, as on the wire.</summary>
    public static bool TryParse(string? name, out HouseholdTypes type)
    {
        var bit = name is null ? -1 : All.IndexOf(name);
        type = bit < 0 ? HouseholdTypes.None : (HouseholdTypes)(1 << bit);
        return bit >= 0;
    }

    /// <summary>Reads a list of names into a set; repeated names count once. Unknown names are refused with their paths.</summary>
    /// <param name="names">The names as given.</param>
    /// <param name="path">The list's path in the input, for example <c>household.includes</c>.</param>
    public static Decision<HouseholdTypes> Parse(IReadOnlyList<string?> names, string path)
    {
        var set = HouseholdTypes.None;
        var issues = ImmutableArray.CreateBuilder<ValidationIssue>();
        for (var i = 0; i < names.Count; i++)
            if (TryParse(names[i], out var type))
                set |= type;
            else
                issues.Add(new ValidationIssue($"{path}[{i}]", $"must be one of {string.Join(", ", All)}"));
        return issues.Count == 0 ? set : new InvalidInput("segment.unknown_type", issues.ToImmutable());
    }

    /// <summary>The names in a set, in the fixed order.</summary>
    public static ImmutableArray<string> Print(HouseholdTypes types)
    {
        var names = ImmutableArray.CreateBuilder<string>(BitOperations.PopCount((uint)types));
        for (var bit = 0; bit < All.Length; bit++)
            if (((int)types & (1 << bit)) != 0)
                names.Add(All[bit]);
        return names.ToImmutable();
    }

    /// <summary>The set for a person: <c>vehicle + solar</c>, or <c>none</c>.</summary>
    public static string Describe(HouseholdTypes types) => types == HouseholdTypes.None ? "none" : string.Join(" + ", Print(types));
}
