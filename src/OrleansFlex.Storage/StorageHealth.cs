namespace OrleansFlex.Storage;

/// <summary>Asks a database whether it works.</summary>
internal static class StorageHealth
{
    private const string ProbeKey = "storage.probe";

    /// <summary>Reads, and writes too when the last write was lost: an idle silo then notices by itself that the disk has room again.</summary>
    public static async ValueTask<bool> CheckAsync(ISettingStore settings, bool lastWriteLost, TimeProvider time, CancellationToken ct)
    {
        try
        {
            await settings.GetAsync(ProbeKey, ct);
            if (lastWriteLost)
                await settings.SetAsync(ProbeKey, time.GetUtcNow().ToString("O"), ct);
            return true;
        }
        catch (StorageUnavailableException)
        {
            return false;
        }
    }
}
