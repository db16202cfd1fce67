using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Domain.Flexibility;
using OrleansFlex.Grains.State;

namespace OrleansFlex.Grains.Flexibility;

public sealed partial class ZoneGrain
{
    /// <summary>Forecasts that are remembered until they come true, by how many chunks ahead they were made.</summary>
    private static readonly int[] LearnedLeads = [1, 4, 12, 36, 72];

    /// <summary>Errors that make a fit worth while: a day of every lead time.</summary>
    private const int ErrorsPerFit = 480;
    private const int MaximumErrors = 5_000;

    private readonly Dictionary<Guid, ForecastHistory> _segmentHistory = [];
    private readonly Dictionary<long, List<(int Lead, long Expected, long Variance)>> _forecasts = [];
    private readonly Queue<RealisedError> _errors = new();
    private ForecastHistory? _history;
    private int _unlearned;

    /// <inheritdoc/>
    public Task<ShapeReply> GetStatus()
    {
        if (Refused() is { } refused)
            return Task.FromResult(refused);
        var view = Current(null);
        var output = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            writer.WriteString("zoneId", Id);
            writer.WriteString("computedAt", DateTimeOffset.FromUnixTimeMilliseconds(view.ComputedAtMs).UtcDateTime);
            WriteFlags(writer, view.Shape.Total, _history);
            writer.WriteStartArray("segments");
            foreach (var segment in view.Shape.Segments)
            {
                writer.WriteStartObject();
                writer.WriteString("segmentId", segment.Segment.Id);
                writer.WriteString("name", segment.Segment.Name);
                WriteFlags(writer, segment.Aggregate, _segmentHistory.GetValueOrDefault(segment.Segment.Id));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Task.FromResult(new ShapeReply(ShapeReplyState.Found, output.WrittenSpan.ToArray()));
    }

    private void WriteFlags(Utf8JsonWriter writer, ShapeAggregate aggregate, ForecastHistory? history)
    {
        writer.WriteBoolean("isForecastStable", history?.IsStable() ?? true);
        writer.WriteBoolean("isSolvent", FlexStatus.Solvent(aggregate, settings.Status));
        // Commands are not sent yet, and too few of them count as nominal.
        writer.WriteBoolean("isControlNominal", true);
    }

    private void Record(View view)
    {
        var shape = view.Shape;
        (_history ??= new ForecastHistory(settings.Status)).Add(shape.FirstChunk, shape.Total.Expected.AsSpan());
        foreach (var segment in shape.Segments)
        {
            if (!_segmentHistory.TryGetValue(segment.Segment.Id, out var history))
                _segmentHistory[segment.Segment.Id] = history = new ForecastHistory(settings.Status);
            history.Add(shape.FirstChunk, segment.Aggregate.Expected.AsSpan());
        }
    }

    /// <summary>
    /// At the end of a chunk its expected load is what was measured, so what was forecast of it can be judged; what the
    /// shape says now of later chunks is remembered until they end.
    /// </summary>
    private bool LearnFrom(long first)
    {
        if (!_views.TryGetValue("*", out var view) || view.Shape.FirstChunk != first - 1)
        {
            _forecasts.Clear();
            return false;
        }

        var total = view.Shape.Total;
        if (_forecasts.Remove(first - 1, out var forecasts))
        {
            foreach (var (lead, expected, variance) in forecasts)
                _errors.Enqueue(new RealisedError(lead, expected, variance, total.Expected[0]));
            _unlearned += forecasts.Count;
        }

        foreach (var lead in LearnedLeads.Where(lead => lead < total.ChunkCount))
        {
            if (!_forecasts.TryGetValue(first - 1 + lead, out var pending))
                _forecasts[first - 1 + lead] = pending = [];
            pending.Add((lead, total.Expected[lead], total.Variance[lead]));
        }

        while (_errors.Count > MaximumErrors)
            _errors.Dequeue();
        if (_unlearned < ErrorsPerFit)
            return false;
        _unlearned = 0;
        _model = _model.Fit(_errors);
        return true;
    }

    private void RestoreModel()
    {
        var factors = _zone?.ErrorFactors ?? [];
        _model = factors.Length == 2 * ConfidenceModel.BucketStarts.Length
            ? ConfidenceModel.Restore(settings.Confidence, [.. factors.Chunk(2).Select(pair => new ErrorVariance(pair[0], pair[1]))])
            : ConfidenceModel.Create(settings.Confidence);
    }

    /// <inheritdoc/>
    public async Task SaveLearned()
    {
        if (_zone is not { } zone)
            return;
        var next = zone with { ErrorFactors = [.. _model.Buckets.SelectMany(bucket => new[] { bucket.Own, bucket.Common })] };
        await store.AdoptAsync(next);
        _zone = next;
    }

    private void ForgetHistory()
    {
        _history = null;
        _segmentHistory.Clear();
        _forecasts.Clear();
        _errors.Clear();
        _unlearned = 0;
    }
}
