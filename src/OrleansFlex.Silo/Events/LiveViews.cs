using System.Collections.Concurrent;
using OrleansFlex.Silo.Problems;

namespace OrleansFlex.Silo.Events;

/// <summary>Counts the live views of each tenant on this silo, of which there may not be too many.</summary>
internal sealed class LiveViews
{
    /// <summary>Most live views of one tenant at the same time.</summary>
    public const int MaxPerClient = 20;

    private readonly ConcurrentDictionary<string, int> _open = new(StringComparer.Ordinal);

    /// <summary>Takes a place, which is given back with <see cref="Leave"/>; false where there is none left.</summary>
    public bool TryEnter(string client)
    {
        if (_open.AddOrUpdate(client, 1, static (_, count) => count + 1) <= MaxPerClient)
            return true;
        Leave(client);
        return false;
    }

    /// <summary>What a caller is told who gets no place.</summary>
    public static ProblemException TooMany() =>
        new(ProblemType.TooManyRequests, $"There are {MaxPerClient} live views already.", retryAfter: TimeSpan.FromSeconds(5));

    /// <summary>Gives a place back.</summary>
    public void Leave(string client) => _open.AddOrUpdate(client, 0, static (_, count) => count - 1);
}
