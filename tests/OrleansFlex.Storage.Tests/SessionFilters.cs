namespace OrleansFlex.Storage.Tests;

/// <summary>Queries with every combination of filters and cursors, for looking at their plans.</summary>
internal static class SessionFilters
{
    public static IEnumerable<(SessionQuery Query, bool TowardsOlder, SessionCursor? From)> All(string client)
    {
        for (var mask = 0; mask < 64; mask++)
        {
            var query = new SessionQuery(client)
            {
                PolicyId = (mask & 1) != 0 ? RowFactory.Id(7) : null,
                VehicleId = (mask & 2) != 0 ? RowFactory.Id(7) : null,
                LocationId = (mask & 4) != 0 ? RowFactory.Id(7) : null,
                StartsFromMs = (mask & 8) != 0 ? 1_000 : null,
                EndsByMs = (mask & 16) != 0 ? 9_000 : null,
                StartsBeforeMs = (mask & 32) != 0 ? 9_000 : null,
                EndsAfterMs = (mask & 32) != 0 ? 2_000 : null,
            };
            foreach (var towardsOlder in new[] { true, false })
            {
                yield return (query, towardsOlder, null);
                yield return (query, towardsOlder, new SessionCursor(5_000, RowFactory.Id(3)));
            }
        }
    }
}
