namespace OrleansFlex.Contracts.Sessions;

/// <summary>Settled sessions. Rows are appended by the writes of grain state that settle them and never change.</summary>
public interface ISessionLog
{
    /// <summary>One session of a tenant, or null.</summary>
    Task<ChargingSession?> FindAsync(string client, Guid id, CancellationToken cancellation);

    /// <summary>Sessions of a policy that were under way at any time in <c>[from, to)</c>, in order of their start.</summary>
    IAsyncEnumerable<ChargingSession> OfPolicyAsync(string client, Guid policyId, long fromMs, long toMs, CancellationToken cancellation);
}
