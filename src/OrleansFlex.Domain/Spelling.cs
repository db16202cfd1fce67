namespace OrleansFlex.Domain;

/// <summary>How far apart two spellings are.</summary>
public static class Spelling
{
    /// <summary>
    /// The least number of characters that were added, left out, replaced or swapped with their neighbour, whatever their case (optimal string
    /// alignment). Takes time in proportion to the product of the lengths.
    /// </summary>
    /// <param name="given">One spelling.</param>
    /// <param name="name">The other.</param>
    public static int Distance(string given, string name)
    {
        var (a, b) = (given.ToUpperInvariant(), name.ToUpperInvariant());
        var (twoBefore, before, row) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j < row.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            (twoBefore, before, row) = (before, row, twoBefore);
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = a[i - 1] == b[j - 1] ? before[j - 1] : Math.Min(before[j - 1], Math.Min(before[j], row[j - 1])) + 1;
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], twoBefore[j - 2] + 1);
            }
        }

        return row[^1];
    }
}
