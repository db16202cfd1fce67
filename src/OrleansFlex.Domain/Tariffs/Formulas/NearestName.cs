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
            var each = Distance(given.ToUpperInvariant(), name.ToUpperInvariant());
            if (each < distance)
                (best, distance) = (name, each);
        }

        return distance <= Math.Max(1, Math.Min(given.Length, best.Length) / 3) ? $"; did you mean '{best}'?" : "";
    }

    // Levenshtein distance.
    private static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j < row.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? diagonal : Math.Min(diagonal, Math.Min(row[j], row[j - 1])) + 1;
                diagonal = row[j];
                row[j] = cost;
            }
        }

        return row[^1];
    }
}
