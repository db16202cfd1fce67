namespace OrleansFlex.Storage.Tests;

/// <summary>Queries with every combination of filters and cursors, for looking at their plans.</summary>
internal static class CatalogFilters
{
    public static IEnumerable<(CatalogQuery Query, bool TowardsOlder, CatalogCursor? From)> All(string client)
    {
        for (var mask = 0; mask < 32; mask++)
        {
            var query = new CatalogQuery(client, "vehicle")
            {
                UserId = (mask & 1) != 0 ? "user-7" : null,
                LocationId = (mask & 2) != 0 ? "location-7" : null,
                Zone = (mask & 4) != 0 ? "BE" : null,
                Area = (mask & 8) != 0 ? "north" : null,
                Reference = (mask & 16) != 0 ? "reference-7" : null,
            };
            foreach (var towardsOlder in new[] { true, false })
            {
                yield return (query, towardsOlder, null);
                yield return (query, towardsOlder, new CatalogCursor(500, "m"));
            }
        }
    }
}
