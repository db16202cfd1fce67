namespace OrleansFlex.Domain.Sandbox;

/// <summary>
/// Which kinds of household there are, and in what shares. Names are device kinds joined by <c>+</c>: <c>vehicle</c>,
/// <c>charger</c>, <c>battery</c>, <c>hvac</c>, <c>solar</c>, <c>meter</c>.
/// </summary>
public sealed class HouseholdMix
{
    private readonly List<(DeviceKind[] Kinds, double Share)> _parts;

    private HouseholdMix(List<(DeviceKind[] Kinds, double Share)> parts) => _parts = parts;

    /// <summary>Half cars alone, the rest cars with solar, cars with a battery, and heat pumps alone.</summary>
    public static HouseholdMix Default { get; } = Parse(new Dictionary<string, double>
    {
        ["vehicle"] = 0.5,
        ["vehicle+solar"] = 0.2,
        ["vehicle+battery"] = 0.15,
        ["hvac"] = 0.15,
    });

    /// <summary>The kinds of household, in the order of their names.</summary>
    public IEnumerable<IReadOnlyList<DeviceKind>> Kinds => _parts.Select(part => part.Kinds);

    /// <summary>Reads a mix. Shares are relative: they need not add up to one.</summary>
    /// <exception cref="FormatException">A name or share is wrong, or nothing has a share; the message says which, as what the mix must do.</exception>
    public static HouseholdMix Parse(IReadOnlyDictionary<string, double> shares)
    {
        ArgumentNullException.ThrowIfNull(shares);
        var parts = new List<(DeviceKind[], double)>();
        foreach (var (name, share) in shares.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (!double.IsFinite(share) || share is < 0 or > 1e9)
                throw new FormatException($"must give '{name}' a share from 0 up");
            var kinds = KindsOf(name);
            if (share > 0)
                parts.Add((kinds, share));
        }

        return parts.Count > 0 ? new HouseholdMix(parts) : throw new FormatException("must give a share to some kind of household");
    }

    /// <summary>
    /// The kinds of so many households: exact shares by largest remainder (Hamilton), in an order shuffled by the seed.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<DeviceKind>> Apportion(int count, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var total = _parts.Sum(part => part.Share);
        var counts = _parts.Select(part => (int)Math.Floor(part.Share / total * count)).ToArray();
        var byRemainder = Enumerable.Range(0, counts.Length)
            .OrderByDescending(i => (_parts[i].Share / total * count) - counts[i]).ThenBy(i => i).ToArray();
        var missing = count - counts.Sum();
        for (var i = 0; i < missing; i++)
            counts[byRemainder[i % byRemainder.Length]]++;

        var all = new List<IReadOnlyList<DeviceKind>>(count);
        for (var i = 0; i < counts.Length; i++)
            all.AddRange(Enumerable.Repeat<IReadOnlyList<DeviceKind>>(_parts[i].Kinds, counts[i]));
        var random = SeededRandom.Keyed(seed, 31);
        for (var i = all.Count - 1; i > 0; i--)
        {
            var j = (int)(random.NextDouble() * (i + 1));
            (all[i], all[j]) = (all[j], all[i]);
        }

        return all;
    }

    private static DeviceKind[] KindsOf(string name)
    {
        var kinds = new SortedSet<DeviceKind>();
        foreach (var word in name.Split('+', StringSplitOptions.TrimEntries))
        {
            var kind = word switch
            {
                "vehicle" => DeviceKind.Vehicle,
                "charger" => DeviceKind.Charger,
                "battery" => DeviceKind.Battery,
                "hvac" => DeviceKind.Hvac,
                "solar" => DeviceKind.Solar,
                "meter" => DeviceKind.Meter,
                _ => throw new FormatException(
                    $"must name kinds of household such as vehicle+solar; '{word}' is none of vehicle, charger, battery, hvac, solar, meter"),
            };
            if (!kinds.Add(kind))
                throw new FormatException($"must not name a device twice; '{word}' stands twice in '{name}'");
        }

        return [.. kinds];
    }
}
