namespace OrleansFlex.Storage;

/// <summary>Single values of the silo itself, such as the clock's position.</summary>
public interface ISettingStore
{
    /// <summary>A value, or null.</summary>
    ValueTask<string?> GetAsync(string key, CancellationToken ct);

    /// <summary>Sets a value.</summary>
    ValueTask SetAsync(string key, string value, CancellationToken ct);
}
