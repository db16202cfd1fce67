namespace OrleansFlex.Silo.Health;

/// <summary>Something without which the silo should get no requests.</summary>
public interface IReadiness
{
    /// <summary>Null when all is well, else what is missing, in words for an operator.</summary>
    ValueTask<string?> CheckAsync(CancellationToken cancellation);
}
