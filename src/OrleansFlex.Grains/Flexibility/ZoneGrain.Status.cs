using System.Buffers;
using System.Text.Json;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Contracts.Sites;
using OrleansFlex.Domain.Flexibility;
using OrleansFlex.Domain.Forecasting;
using OrleansFlex.Domain.Schedules;
using OrleansFlex.Grains.State;
using OrleansFlex.Grains.Time;

namespace OrleansFlex.Grains.Flexibility;

public sealed partial class ZoneGrain
{
    private LocalCalendar _calendar = Calendars.Of("UTC");
    private ZoneHealth _health = new(settings.Status);
    private ConfidenceLearning _learning = ConfidenceLearning.Open(settings.Confidence, settings.Window, Calendars.Of("UTC"), []);

    // What is stored with the zone when a quarter of an hour turns, if there is anything new.
    private bool _isLearnedUnsaved;
    private long _savedActions;

    private bool HasUnsaved => _isLearnedUnsaved || _health.Control.Added != _savedActions;

    /// <inheritdoc/>
    public Task<ShapeReply> GetStatus()
    {
        if (Refused() is { } refused)
            return Task.FromResult(refused);
        var view = Current(null);
        var status = _health.Status(view.Shape, NowMs);
        var output = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            writer.WriteString("zoneId", Id);
            writer.WriteString("computedAt", DateTimeOffset.FromUnixTimeMilliseconds(view.ComputedAtMs).UtcDateTime);
            WriteFlags(writer, status.Zone);
            writer.WriteStartArray("segments");
            foreach (var (segment, flags) in status.Segments)
            {
                writer.WriteStartObject();
                writer.WriteString("segmentId", segment.Id);
                writer.WriteString("name", segment.Name);
                WriteFlags(writer, flags);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Task.FromResult(new ShapeReply(ShapeReplyState.Found, output.WrittenSpan.ToArray()));
    }

    /// <inheritdoc/>
    public Task ControlSettled(HouseholdTypes household, long atMs, bool isConfirmed)
    {
        if (_zone is not null)
            _health.Control.Add(household, atMs, isConfirmed);
        return Task.CompletedTask;
    }

    private static void WriteFlags(Utf8JsonWriter writer, FlexStatus status)
    {
        writer.WriteBoolean("isForecastStable", status.IsForecastStable);
        writer.WriteBoolean("isSolvent", status.IsSolvent);
        writer.WriteBoolean("isControlNominal", status.IsControlNominal);
    }

    private void Record(ZoneShape shape)
    {
        _health.Record(shape);
        _learning.Record(shape);
    }

    /// <inheritdoc/>
    public async Task SaveLearned()
    {
        if (_zone is not { } zone)
            return;
        var (hasLearned, control) = (_isLearnedUnsaved, _health.Control);
        var added = control.Added;
        var next = zone with { Learned = hasLearned ? _learning.Save() : zone.Learned, Control = control.Save(NowMs) };
        await store.AdoptAsync(next);
        _zone = next;
        _isLearnedUnsaved &= !hasLearned;
        _savedActions = added;
    }

    private void Restore() => _learning = ConfidenceLearning.Open(settings.Confidence, settings.Window, _calendar, _zone?.Learned ?? []);

    /// <summary>Takes the local time that most of some locations keep for the zone's.</summary>
    private async Task Localise(IReadOnlyList<Guid> locations)
    {
        var settled = await Task.WhenAll(locations.Select(id => GrainFactory.GetGrain<ISiteGrain>(GrainKeys.Of(Client, id)).GetSettings()));
        var names = settled.OfType<SiteSettings>().GroupBy(site => site.TimezoneName);
        if (names.OrderByDescending(name => name.Count()).ThenBy(name => name.Key, StringComparer.Ordinal).FirstOrDefault() is not { } most)
            return;
        _calendar = Calendars.Of(most.Key);
        Restore();
    }

    private void ForgetHistory()
    {
        _health = new ZoneHealth(settings.Status);
        (_isLearnedUnsaved, _savedActions) = (false, 0);
        _learning = ConfidenceLearning.Open(settings.Confidence, settings.Window, _calendar, []);
    }
}
