namespace OrleansFlex.Silo.Options;

/// <summary>Finds what was probably meant by a misspelt key.</summary>
internal static class Suggestion
{
    /// <summary>A hint such as <c> Did you mean "StartCost"?</c>, or nothing when no name is near.</summary>
    public static string For(string given, IEnumerable<string> names)
    {
        var nearest = names.Select(name => (Name: name, Distance: Distance(given.ToUpperInvariant(), name.ToUpperInvariant())))
            .OrderBy(candidate => candidate.Distance).FirstOrDefault();
        return nearest.Name is not null && nearest.Distance <= Math.Max(2, given.Length / 3) ? $" Did you mean \"{nearest.Name}\"?" : "";
    }

    // Levenshtein distance.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
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
