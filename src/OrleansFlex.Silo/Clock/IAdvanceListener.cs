namespace OrleansFlex.Silo.Clock;

/// <summary>Something that brings itself up to date when a held clock has been moved, before the caller is answered.</summary>
public interface IAdvanceListener
{
    /// <summary>The clock stands at its new instant and all that fell due is done.</summary>
    Task AdvancedAsync(CancellationToken cancellation);
}
