using System.Text.Json.Serialization;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Charging;
using OrleansFlex.Contracts.Events;
using OrleansFlex.Contracts.Sessions;
using OrleansFlex.Contracts.Sites;
using OrleansFlex.Domain.Policies;
using OrleansFlex.Domain.Schedules;
using OrleansFlex.Grains.State;
using OrleansFlex.Grains.Time;

namespace OrleansFlex.Grains.Charging;

/// <summary>What is stored of a vehicle policy. Plans are derived and never stored.</summary>
public sealed record PolicyState : ICatalogued, ICarriesRows
{
    // Rows of the next write; taken by it.
    private StateRows? _rows;

    /// <summary>When the policy was made; 0 where there is none.</summary>
    public long CreatedAtMs { get; init; }
    public long UpdatedAtMs { get; init; }
    public Guid VehicleId { get; init; }
    public Guid LocationId { get; init; }
    public string UserId { get; init; } = "";
    public double BatteryReserve { get; init; }

    /// <summary>The vehicle's charge limit as last observed at the location; 100 before.</summary>
    public double ChargeLimit { get; init; } = 100;

    /// <summary>Deadlines of the week in minutes after local midnight, Monday first.</summary>
    public int[] Deadlines { get; init => field = Shared.Of(value); } = [];

    /// <summary>Minimum charge targets of the week in percent, Monday first.</summary>
    public double[] Targets { get; init => field = Shared.Of(value); } = [];
    public string? Zone { get; init => field = Shared.Of(value); }
    public string? Area { get; init => field = Shared.Of(value); }
    public string TimezoneName { get; init => field = Shared.Of(value)!; } = "UTC";

    /// <summary>The revision of the location's tariff formulas; null where it has none.</summary>
    public long? TariffRevision { get; init; }

    /// <summary>What is remembered of the vehicle's comings and goings, packed; null before the first.</summary>
    public byte[]? History { get; init; }

    /// <summary>What has happened under the policy: override, driver's hand, session.</summary>
    public PolicyCourse Course { get; init; } = PolicyCourse.Fresh;

    /// <summary>What was told last to those who listen; null while nobody does.</summary>
    public ToldOfPolicy? Told { get; init; }

    /// <summary>The version of the site's settings that these are.</summary>
    public long SiteVersion { get; init; }

    /// <summary>Whether solar panels are configured at the location.</summary>
    public bool HasArrays { get; init; }

    /// <summary>What the policy is set to.</summary>
    public PolicyTerms Terms() => new(Schedule(), Calendars.Of(TimezoneName).Zone, BatteryReserve, ChargeLimit);

    /// <summary>The same state, whose next write also tells of an event.</summary>
    public PolicyState Telling(EventRow row) => this with { _rows = new StateRows([.. _rows?.Events ?? [], row], _rows?.Sessions ?? []) };

    /// <summary>The same state, whose next write also files a session.</summary>
    public PolicyState Settling(SessionRow row) => this with { _rows = new StateRows(_rows?.Events ?? [], [.. _rows?.Sessions ?? [], row]) };

    /// <inheritdoc/>
    public StateRows? TakeRows()
    {
        var rows = _rows;
        _rows = null;
        return rows;
    }

    /// <summary>The weekly schedule.</summary>
    public WeeklySchedule Schedule() => SharedSchedules.Of(Deadlines, Targets);

    /// <summary>This state with another schedule.</summary>
    public PolicyState With(WeeklySchedule schedule) => this with
    {
        Deadlines = [.. schedule.Days.Select(day => day.DeadlineMinutes)],
        Targets = [.. schedule.Days.Select(day => day.MinimumChargeTarget)],
    };

    /// <summary>This state at a site as it is now.</summary>
    public PolicyState With(SiteSettings site) => this with
    {
        Zone = site.Zone,
        Area = site.Area,
        TimezoneName = site.TimezoneName,
        TariffRevision = site.TariffRevision,
        SiteVersion = site.Version,
        HasArrays = site.HasArrays,
    };

    /// <summary>The policy as the API shows it.</summary>
    public VehiclePolicy ToPolicy(Guid id) => new()
    {
        Id = id,
        VehicleId = VehicleId,
        LocationId = LocationId,
        BatteryReserve = BatteryReserve,
        LastObservedLocationChargeLimit = ChargeLimit,
        Schedule = Schedule(),
    };

    /// <inheritdoc/>
    public CatalogEntry ToEntry(string grainKey) =>
        new(GrainKeys.Client(grainKey), CatalogKinds.Policy, GrainKeys.Part(grainKey, 1), CreatedAtMs)
        {
            UserId = UserId,
            LocationId = LocationId.ToString("D"),
            Zone = Zone,
            Area = Area,
        };
}

/// <summary>The documents that were told last, to find what has changed since.</summary>
/// <param name="Status">The policy's status, abridged by <see cref="Contracts.Wire.AbridgedDocument"/>.</param>
/// <param name="Session">Its session, abridged likewise.</param>
/// <param name="IsStatusDue">True where a status event is to follow whatever has changed.</param>
/// <param name="IsNew">True from the creation of a policy until its first status was told.</param>
public sealed record ToldOfPolicy(
    [property: JsonConverter(typeof(DocumentConverter))] byte[]? Status,
    [property: JsonConverter(typeof(DocumentConverter))] byte[]? Session,
    bool IsStatusDue,
    bool IsNew = false);
