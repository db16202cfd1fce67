using System.Collections.Immutable;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Commands;
using OrleansFlex.Contracts.Events;
using OrleansFlex.Contracts.Sessions;
using OrleansFlex.Domain.Commands;
using OrleansFlex.Domain.Sessions;

namespace OrleansFlex.Grains.Assets;

/// <summary>What is stored of a device.</summary>
public sealed record AssetState : ICatalogued, ICarriesRows
{
    // Rows of the next write; taken by it.
    private ImmutableArray<EventRow> _events = [];
    private ImmutableArray<SessionRow> _sessions = [];

    /// <summary>The device; null where there is none.</summary>
    public Device? Device { get; init; }

    /// <summary>The policies on the vehicle, one for each location.</summary>
    public ImmutableArray<PolicyAttachment> Policies { get; init; } = [];

    /// <summary>The site whose household the device belongs to, as it was linked.</summary>
    public Guid? HomeId { get; init; }
    public string? Zone { get; init => field = Shared.Of(value); }
    public string? Area { get; init => field = Shared.Of(value); }
    public string? TimezoneName { get; init => field = Shared.Of(value); }

    /// <summary>The version of the site's settings that these are.</summary>
    public long SiteVersion { get; init; }

    /// <summary>The usual load of a battery or heat pump by quarter of an hour, packed; null before the first.</summary>
    public byte[]? Profile { get; init; }

    /// <summary>What an inverter has produced in the last hours, packed; null before the first.</summary>
    public byte[]? Production { get; init; }

    /// <summary>The vehicle's time at a cable where no policy drives it; null while there is none.</summary>
    public PlugSession? Unmanaged { get; init; }

    /// <summary>Where that is; null where it is none of the user's locations.</summary>
    public Guid? UnmanagedAt { get; init; }

    /// <summary>What the device is being brought to do; null where nothing is under way.</summary>
    public Intent? Intent { get; init; }

    /// <summary>The action that is pending; the intent is its.</summary>
    public VendorAction? Action { get; init; }

    /// <summary>Actions that have ended and are not filed under their own ids yet.</summary>
    public ImmutableArray<VendorAction> Ended { get; init; } = [];

    /// <summary>The same state, whose next write also tells of an event.</summary>
    public AssetState Telling(EventRow row) => this with { _events = _events.Add(row) };

    /// <summary>The same state, whose next write also files a session.</summary>
    public AssetState Settling(SessionRow row) => this with { _sessions = _sessions.Add(row) };

    /// <inheritdoc/>
    public StateRows? TakeRows()
    {
        if (_events.IsEmpty && _sessions.IsEmpty)
            return null;
        var rows = new StateRows(_events, _sessions);
        _events = [];
        _sessions = [];
        return rows;
    }

    /// <inheritdoc/>
    public CatalogEntry ToEntry(string grainKey) =>
        new(GrainKeys.Client(grainKey), CatalogKinds.Device, GrainKeys.Part(grainKey, 1), Device?.CreatedAtMs ?? 0)
        {
            UserId = Device?.UserId,
            LocationId = HomeId?.ToString("D"),
            Zone = Zone,
            Area = Area,
            Type = Device?.Type.Name(),
            IsPending = Intent is not null || !Ended.IsEmpty,
        };
}
