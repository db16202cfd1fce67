namespace OrleansFlex.Grains.State;

/// <summary>How grains persist: the write comes first, memory follows.</summary>
internal static class Persistence
{
    /// <summary>The name of the grain storage provider.</summary>
    public const string Store = "grid";

    /// <summary>Writes <paramref name="next"/> and adopts it; where the write fails, the state stays as it was.</summary>
    public static async Task AdoptAsync<TState>(this IPersistentState<TState> store, TState next)
    {
        var previous = store.State;
        store.State = next;
        try
        {
            await store.WriteStateAsync();
        }
        catch
        {
            store.State = previous;
            throw;
        }
    }
}
