namespace OrleansFlex.Domain.Flexibility;

/// <summary>Reads the <c>area</c> parameter of the shape operations.</summary>
public static class AreaFilter
{
    /// <summary>The most areas one request may name.</summary>
    public const int MaximumAreas = 1_000;

    private const int MaximumLength = 128;

    /// <summary>
    /// Reads a comma-separated list; blanks around names are dropped and repetitions count once. Absent means all areas;
    /// present but empty, or with an empty or overlong name, is refused as <c>shape.area_invalid</c>.
    /// </summary>
    /// <returns>The sorted areas, so that equal filters read alike; an empty set means no filter.</returns>
    public static Decision<SortedSet<string>> Parse(string? parameter)
    {
        var areas = new SortedSet<string>(StringComparer.Ordinal);
        if (parameter is null)
            return areas;
        foreach (var part in parameter.AsSpan().Split(','))
        {
            var name = parameter.AsSpan(part).Trim();
            if (name.IsEmpty || name.Length > MaximumLength)
                return InvalidInput.At("shape.area_invalid", "area", $"must be area identifiers of 1 to {MaximumLength} characters, separated by commas");
            areas.Add(name.ToString());
            if (areas.Count > MaximumAreas)
                return InvalidInput.At("shape.area_invalid", "area", $"must name at most {MaximumAreas} areas");
        }
        return areas;
    }
}
