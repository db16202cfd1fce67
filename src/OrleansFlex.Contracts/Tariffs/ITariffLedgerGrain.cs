using System.Collections.Immutable;
using OrleansFlex.Domain.Tariffs;

namespace OrleansFlex.Contracts.Tariffs;

/// <summary>A page of the pushes that a tariff remembers; the newest are with the tariff itself.</summary>
[Alias("tariff-ledger")]
public interface ITariffLedgerGrain : IGrainWithStringKey
{
    /// <summary>Stores the page.</summary>
    [Alias("write")]
    Task Write(ImmutableArray<PushRecord> records);

    /// <summary>The page; empty where there is none.</summary>
    [Alias("read"), ReadOnly]
    Task<ImmutableArray<PushRecord>> Read();

    /// <summary>Forgets the page.</summary>
    [Alias("drop")]
    Task Drop();
}
