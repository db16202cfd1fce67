using System.Buffers;
using System.Text.Json;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Domain.Flexibility;
using OrleansFlex.Domain.Forecasting;
using OrleansFlex.Grains.State;

namespace OrleansFlex.Grains.Flexibility;

public sealed partial class ZoneGrain
{
    private ZoneHealth _health = new(settings.Status);
    private ConfidenceLearning _learning = ConfidenceLearning.Open(settings.Confidence, settings.Window, []);

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
        if (_zone is not { } zone || !_learning.HasLearned)
            return;
        var next = zone with { Learned = _learning.Save() };
        await store.AdoptAsync(next);
        _zone = next;
    }

    private void Restore() => _learning = ConfidenceLearning.Open(settings.Confidence, settings.Window, _zone?.Learned ?? []);

    private void ForgetHistory()
    {
        _health = new ZoneHealth(settings.Status);
        _learning = ConfidenceLearning.Open(settings.Confidence, settings.Window, []);
    }
}
