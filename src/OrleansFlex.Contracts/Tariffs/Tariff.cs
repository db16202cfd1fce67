using OrleansFlex.Domain.Tariffs;

namespace OrleansFlex.Contracts.Tariffs;

/// <summary>A tariff as the API shows it.</summary>
[GenerateSerializer, Immutable, Alias("tariff-view")]
public sealed record Tariff
{
    [Id(0)] public required string Id { get; init; }
    [Id(1)] public required TariffDefinition Definition { get; init; }
    [Id(2)] public required long CreatedAtMs { get; init; }
    [Id(3)] public required long UpdatedAtMs { get; init; }

    /// <summary>Identifies the data: changes exactly when they do, also when the tariff is deleted and made again.</summary>
    [Id(4)] public required TariffRevision Revision { get; init; }

    /// <summary>The end of what is known, Unix milliseconds; null where nothing is.</summary>
    [Id(5)] public long? KnownUntilMs { get; init; }
}

/// <summary>Identifies the data of a tariff.</summary>
/// <param name="Series">Which tariff of this id, if it was deleted and made again.</param>
/// <param name="Number">Counts the changes of its data.</param>
[GenerateSerializer, Immutable, Alias("tariff-revision")]
public readonly record struct TariffRevision([property: Id(0)] Guid Series, [property: Id(1)] long Number);

/// <summary>A tariff that was created or found.</summary>
[GenerateSerializer, Immutable, Alias("tariff-creation")]
public sealed record TariffCreation([property: Id(0)] Tariff Tariff, [property: Id(1)] bool IsNew);

/// <summary>The rates of a tariff over a range.</summary>
[GenerateSerializer, Immutable, Alias("tariff-reading")]
public sealed record TariffReading([property: Id(0)] Tariff Tariff, [property: Id(1)] RateSteps Steps);
