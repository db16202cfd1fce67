namespace OrleansFlex.Domain.Flexibility;

/// <summary>Versions at which things were removed, kept for a while so that a late message does not bring them back.</summary>
internal sealed class Tombstones
{
    private readonly Dictionary<Guid, (long Version, int UntilChunk)> _removed = [];

    /// <summary>Whether a message of this version comes after the fact: the thing was removed at it or later.</summary>
    public bool Holds(Guid key, long version) => _removed.Count > 0 && _removed.TryGetValue(key, out var stone) && version <= stone.Version;

    public void Add(Guid key, long version, int untilChunk) =>
        _removed[key] = (Math.Max(version, _removed.TryGetValue(key, out var stone) ? stone.Version : version), untilChunk);

    public void Prune(long firstChunk)
    {
        foreach (var key in _removed.Where(stone => stone.Value.UntilChunk <= firstChunk).Select(stone => stone.Key).ToList())
            _removed.Remove(key);
    }
}
