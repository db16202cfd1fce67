using System.Runtime.CompilerServices;
using OrleansFlex.Contracts.Sessions;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Storage;

/// <summary>The database's settled sessions.</summary>
internal sealed class GridSessionLog(IGridDatabase database) : ISessionLog
{
    public async Task<ChargingSession?> FindAsync(string client, Guid id, CancellationToken cancellation) =>
        await database.Sessions.FindAsync(client, id, cancellation) is { } row ? StateRowMapping.ToSession(row) : null;

    public async IAsyncEnumerable<ChargingSession> OfPolicyAsync(
        string client, Guid policyId, long fromMs, long toMs, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var query = new SessionQuery(client) { PolicyId = policyId, StartsBeforeMs = toMs, EndsAfterMs = fromMs };
        await foreach (var row in database.Sessions.StreamAsync(query, cancellation))
            yield return StateRowMapping.ToSession(row);
    }
}
