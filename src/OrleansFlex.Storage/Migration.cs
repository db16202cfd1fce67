using System.Globalization;

namespace OrleansFlex.Storage;

/// <summary>One forward step of the schema. The same number means the same step in every dialect.</summary>
internal sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>All steps of a dialect (<c>sqlite</c> or <c>postgres</c>) in ascending order.</summary>
    public static IReadOnlyList<Migration> All(string dialect)
    {
        var assembly = typeof(Migration).Assembly;
        var prefix = $"OrleansFlex.Storage.Migrations.{dialect}.";
        var steps = new List<Migration>();
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            if (!resource.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var name = resource[prefix.Length..^".sql".Length];
            steps.Add(new(int.Parse(name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture), name, reader.ReadToEnd()));
        }

        steps.Sort((a, b) => a.Number.CompareTo(b.Number));
        return steps;
    }

    /// <summary>The steps that a database at <paramref name="current"/> still needs.</summary>
    /// <exception cref="StorageUnavailableException">The database is ahead of this program.</exception>
    public static IEnumerable<Migration> After(int current, string dialect)
    {
        var all = All(dialect);
        if (all.Count == 0 || current > all[^1].Number)
            throw new StorageUnavailableException($"The database has schema {current}, this program knows up to {(all.Count == 0 ? 0 : all[^1].Number)}. Run a newer version.");
        return all.Where(step => step.Number > current);
    }
}
