using System.Collections.Immutable;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Tariffs;
using OrleansFlex.Domain.Tariffs;

namespace OrleansFlex.Grains.Tariffs;

/// <summary>What is stored of a tariff: its definition, and which version of which month is in force. The rates are with the months.</summary>
public sealed record TariffState : ICatalogued
{
    /// <summary>When the tariff was made; 0 where there is none.</summary>
    public long CreatedAtMs { get; init; }
    public long UpdatedAtMs { get; init; }

    /// <summary>Names the months, so that those of a tariff that was deleted are never taken for its successor's.</summary>
    public Guid Series { get; init; }
    public TariffDirection Direction { get; init; }
    public TariffUnit Unit { get; init; }
    public string? Currency { get; init; }

    /// <summary>Counts the changes of the rates.</summary>
    public long Revision { get; init; }

    /// <summary>The index of the months.</summary>
    public ImmutableArray<TariffMonth> Months { get; init; } = [];

    /// <summary>Months that are no longer in the index and may still be stored.</summary>
    public ImmutableArray<int> Leftovers { get; init; } = [];

    /// <summary>What was overwritten within a day.</summary>
    public ImmutableArray<Overwrite> Overwrites { get; init; } = [];

    /// <summary>The newest pushes.</summary>
    public ImmutableArray<PushRecord> Recent { get; init; } = [];

    /// <summary>The pages with the pushes before those.</summary>
    public ImmutableArray<LedgerPage> Pages { get; init; } = [];

    /// <summary>True from the start of a deletion, which goes on after a crash.</summary>
    public bool IsDeleting { get; init; }

    /// <summary>The definition.</summary>
    public TariffDefinition ToDefinition() => new(Direction, Unit, Currency);

    /// <summary>The tariff as the API shows it.</summary>
    public Tariff ToTariff(string id) => new()
    {
        Id = id,
        Definition = ToDefinition(),
        CreatedAtMs = CreatedAtMs,
        UpdatedAtMs = UpdatedAtMs,
        Revision = new TariffRevision(Series, Revision),
        KnownUntilMs = TariffIndex.Of(Months).KnownUntilMs,
    };

    /// <inheritdoc/>
    public CatalogEntry ToEntry(string grainKey) =>
        new(GrainKeys.Client(grainKey), CatalogKinds.Tariff, GrainKeys.Part(grainKey, 1), CreatedAtMs);
}

/// <summary>A stored page of remembered pushes.</summary>
/// <param name="Number">Its number.</param>
/// <param name="LastAtMs">When its last push was.</param>
public sealed record LedgerPage(int Number, long LastAtMs);
