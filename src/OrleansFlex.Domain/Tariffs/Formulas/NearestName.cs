namespace OrleansFlex.Domain.Tariffs.Formulas;

/// <summary>Finds what was probably meant by a misspelt name.</summary>
internal static class NearestName
{
    /// <summary>A hint such as <c>; did you mean 'spot'?</c>, or nothing where no name is near.</summary>
    public static string HintFor(string given, IEnumerable<string> names)
    {
        if (given.Length > 64)
            return "";
        var (best, distance) = ("", int.MaxValue);
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            var each = Spelling.Distance(given, name);
            if (each < distance)
                (best, distance) = (name, each);
        }

        return distance <= Math.Max(1, Math.Min(given.Length, best.Length) / 3) ? $"; did you mean '{best}'?" : "";
    }
}
