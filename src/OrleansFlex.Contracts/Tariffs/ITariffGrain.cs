using OrleansFlex.Domain.Tariffs;

namespace OrleansFlex.Contracts.Tariffs;

/// <summary>A tariff of a tenant: its definition and its rates over time. Reads and pushes do not wait for each other.</summary>
[Alias("tariff")]
public interface ITariffGrain : IGrainWithStringKey
{
    /// <summary>Creates the tariff, or finds it with the same definition. Refused where it exists with another one.</summary>
    [Alias("create")]
    Task<Outcome<TariffCreation>> Create(TariffDefinition definition);

    /// <summary>The tariff, or null where it does not exist.</summary>
    [Alias("get"), ReadOnly, AlwaysInterleave]
    Task<Tariff?> Get();

    /// <summary>Deletes the tariff with its data. Refused while a formula uses it.</summary>
    [Alias("delete")]
    Task<Outcome<Done>> Delete();

    /// <summary>
    /// Replaces the window of the push, once: a repetition with the same key and content has no effect. Refused where the key is in
    /// use, the window starts too soon, or too much would be overwritten.
    /// </summary>
    [Alias("push"), AlwaysInterleave]
    Task<Outcome<Done>> Push(TariffPush push, string idempotencyKey);

    /// <summary>The rates over a half-open range, not empty; null where the tariff does not exist.</summary>
    [Alias("read"), ReadOnly, AlwaysInterleave]
    Task<TariffReading?> Read(long fromMs, long toMs);

    /// <summary>Notes that a location's formula uses the tariff; null where the tariff does not exist.</summary>
    [Alias("attach")]
    Task<TariffDefinition?> Attach(Guid locationId);

    /// <summary>Notes that a location's formula no longer uses the tariff.</summary>
    [Alias("detach")]
    Task Detach(Guid locationId);

    /// <summary>Has the policies at the locations that use the tariff plan anew, without the caller waiting for it.</summary>
    [Alias("refresh-soon"), OneWay, AlwaysInterleave]
    Task RefreshSoon();
}
