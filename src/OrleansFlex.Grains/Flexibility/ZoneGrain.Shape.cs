using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Domain.Flexibility;

namespace OrleansFlex.Grains.Flexibility;

public sealed partial class ZoneGrain
{
    /// <summary>How many area filters are kept ready at a time.</summary>
    private const int MaximumViews = 256;

    private static readonly string Unrevised = new('0', 16);

    private readonly PartitionSums?[] _sums = new PartitionSums?[ZonePartitions.Count];
    private readonly SortedSet<int> _dirty = [];
    private readonly Dictionary<string, View> _views = new(StringComparer.Ordinal);
    private ImmutableArray<SegmentDefinition> _segments = [];
    private Task? _flush;
    private RefreshRequest? _asked;
    private int _unanswered;
    private long _composition;

    /// <inheritdoc/>
    public Task PartitionChanged(int partition)
    {
        _dirty.Add(partition);
        return _isWarm ? FlushInTurn() : Task.CompletedTask;
    }

    /// <inheritdoc/>
    /// <remarks>With the last partition of the newest push the shape is what readers wait for, and need not gather any more.</remarks>
    public Task Refreshed(RefreshRequest request) => request == _asked && --_unanswered == 0 ? Flush() : Task.CompletedTask;

    /// <inheritdoc/>
    public Task Flush() => _isWarm && _dirty.Count > 0 ? Compose() : Task.CompletedTask;

    /// <inheritdoc/>
    public Task<ShapeReply> GetShape(ImmutableArray<string>? areas, string? knownETag)
    {
        if (Refused() is { } refused)
            return Task.FromResult(refused);
        var view = Current(areas);
        view.Body ??= Render(view.Shape, (output, revision) =>
            ShapeJson.Write(output, Id, revision, view.ComputedAtMs, view.Shape, settings.Window));
        return Task.FromResult(Reply(view.Body, knownETag));
    }

    /// <inheritdoc/>
    public async Task<ShapeReply> GetSegmentShape(Guid segmentId, ImmutableArray<string>? areas, string? knownETag)
    {
        if (Refused() is { } refused)
            return refused;
        if (!_segments.Any(segment => segment.Id == segmentId))
        {
            // A segment that was made a moment ago.
            _segments = await GrainFactory.GetGrain<ISegmentBookGrain>(Contracts.GrainKeys.Of(Client)).List();
            if (!_segments.Any(segment => segment.Id == segmentId))
                return new ShapeReply(ShapeReplyState.NotFound);
        }

        var view = Current(areas);
        if (!view.Segments.TryGetValue(segmentId, out var body))
        {
            body = Render(view.Shape, (output, revision) => ShapeJson.WriteSegment(
                output, revision, view.ComputedAtMs, view.Shape.FirstChunk, view.Shape.OfSegment(segmentId, _learning), settings.Window));
            view.Segments[segmentId] = body;
        }

        return Reply(body, knownETag);
    }

    /// <summary>The flush under way, which also takes what has changed since it began, or a new one.</summary>
    // A flush may be over before its task is known here, so it is the task that tells.
    private Task FlushInTurn() => _flush is { IsCompleted: false } running ? running : _flush = FlushSoon();

    private async Task FlushSoon()
    {
        do
        {
            if (settings.FlushMilliseconds > 0)
                await Task.Delay(TimeSpan.FromMilliseconds(settings.FlushMilliseconds), TimeProvider.System);
            await Flush();
        }
        while (_dirty.Count > 0 && _isWarm);
    }

    /// <summary>Takes a snapshot of every partition that changed; all views then come from this one state.</summary>
    private async Task Compose()
    {
        var changed = _dirty.ToArray();
        _dirty.Clear();
        var snapshots = await Task.WhenAll(changed.Select(number => Partition(number).Snapshot()));
        if (_zone is null)
            return;
        for (var i = 0; i < changed.Length; i++)
        {
            // Another composition may have fetched a newer one in the meantime.
            if (_sums[changed[i]] is not { } held || held.Revision <= snapshots[i].Revision || held.FirstChunk < snapshots[i].FirstChunk)
                _sums[changed[i]] = snapshots[i];
        }

        _composition++;
        Record(Current(null).Shape);
    }

    private View Current(ImmutableArray<string>? areas)
    {
        var key = areas is { } list ? string.Join(',', list.Select(Uri.EscapeDataString)) : "*";
        _views.TryGetValue(key, out var last);
        var first = settings.Window.ChunkAt(NowMs);
        if (last is not null && last.Composition == _composition && last.Shape.FirstChunk == first)
            return last;

        var shape = ZoneShape.Compose(
            first,
            settings.Window.ChunkCount,
            [.. _sums.OfType<PartitionSums>()],
            _segments,
            areas?.ToHashSet(StringComparer.Ordinal),
            _learning);
        if (last is not null && last.Shape.ShowsSameAs(shape))
        {
            last.Composition = _composition;
            return last;
        }

        if (_views.Count >= MaximumViews && last is null)
            _views.Clear();
        return _views[key] = new View(shape, NowMs) { Composition = _composition };
    }

    private void Forget()
    {
        Array.Clear(_sums);
        _dirty.Clear();
        _views.Clear();
        _composition++;
        ForgetHistory();
    }

    private ShapeReply? Refused() => _zone is null
        ? new ShapeReply(ShapeReplyState.NotFound)
        : _isWarm ? null : new ShapeReply(ShapeReplyState.WarmingUp);

    private static ShapeReply Reply(Rendered body, string? knownETag) => body.ETag == knownETag
        ? new ShapeReply(ShapeReplyState.NotModified, null, body.ETag)
        : new ShapeReply(ShapeReplyState.Found, body.Json, body.ETag);

    /// <summary>Writes a body whose revision is a digest of all else in it, so that it changes if and only if something does.</summary>
    private static Rendered Render(ZoneShape shape, Action<IBufferWriter<byte>, string> write)
    {
        var output = new ArrayBufferWriter<byte>(16_384 + (shape.Total.ChunkCount * 120 * (shape.Segments.Length + 2)));
        write(output, Unrevised);
        var json = output.WrittenSpan.ToArray();
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(json, digest);
        var revision = Convert.ToHexStringLower(digest[..(Unrevised.Length / 2)]);
        var place = json.AsSpan().IndexOf(Encoding.ASCII.GetBytes($"\"revisionId\":\"{Unrevised}\"")) + "\"revisionId\":\"".Length;
        Encoding.ASCII.GetBytes(revision, json.AsSpan(place));
        return new Rendered(json, $"\"{revision}\"");
    }

    private sealed record Rendered(byte[] Json, string ETag);

    private sealed class View(ZoneShape shape, long computedAtMs)
    {
        public ZoneShape Shape { get; } = shape;

        public long ComputedAtMs { get; } = computedAtMs;

        public long Composition { get; set; }

        public Rendered? Body { get; set; }

        public Dictionary<Guid, Rendered> Segments { get; } = [];
    }
}
