using System.Collections.Immutable;

namespace OrleansFlex.Domain.Flexibility;

/// <summary>
/// Follows the forecasts of one sum of loads until they come true. The first revision of every chunk is kept as forecast
/// at a few lead times. What a chunk's own last revision says is taken as realised, for the running chunk holds its past
/// as measured.
/// </summary>
/// <remarks>
/// A forecast whose assets have since become more or fewer by over a twentieth is left out: homes that are signed up are no
/// error of it.
/// </remarks>
public sealed class ForecastLedger
{
    private const int Days = 14;
    private const int ChunksPerDay = 96;
    private const int OneInAssets = 20;

    private readonly Sample[] _samples;
    private readonly Queue<SettledChunk> _settled = new();
    private readonly int _every;
    private readonly int _capacity;
    private long _running = -1;
    private long _runningWatts;
    private int _runningAssets;

    /// <summary>An empty ledger.</summary>
    /// <param name="every">Judges one chunk in so many; less to remember where neighbours err alike.</param>
    public ForecastLedger(int every = 1)
    {
        _every = Math.Max(1, every);
        _capacity = MaximumErrors / _every;
        _samples = new Sample[Leads[^1] + 1];
        Array.Fill(_samples, new Sample(-1, 0, [], []));
    }

    /// <summary>
    /// The lead times followed, in chunks; each bucket of the confidence model, and each lead time that errors are
    /// distributed by, has at least one.
    /// </summary>
    public static ImmutableArray<int> Leads { get; } = [0, 1, 2, 5, 9, 16, 28, 48, 80];

    /// <summary>The most errors kept; a fortnight of quarter-hours at every lead time.</summary>
    public static int MaximumErrors { get; } = Days * ChunksPerDay * Leads.Length;

    /// <summary>The latest forecasts that can be judged, oldest first.</summary>
    public IReadOnlyCollection<SettledChunk> Settled => _settled;

    /// <summary>Their errors, as <see cref="ConfidenceModel.Fit"/> takes them.</summary>
    public IReadOnlyCollection<RealisedError> Errors => [.. _settled.Select(settled => settled.Error)];

    /// <summary>
    /// Takes in a revision. Chunks that passed without any revision of their own are not counted, since nobody saw what
    /// became of them.
    /// </summary>
    /// <returns>How many errors became known.</returns>
    public int Record(long firstChunk, ShapeAggregate aggregate)
    {
        if (firstChunk < _running || aggregate.ChunkCount == 0)
            return 0;
        var found = 0;
        if (firstChunk > _running)
        {
            if (_running >= 0 && _running % _every == 0)
                found = Settle(_running, _runningWatts, _runningAssets);
            _samples[firstChunk % _samples.Length] = Sample.Of(firstChunk, aggregate);
            _running = firstChunk;
        }
        _runningWatts = aggregate.Expected[0];
        _runningAssets = aggregate.AssetCount;
        return found;
    }

    private int Settle(long chunk, long realisedWatts, int assetCount)
    {
        var found = 0;
        for (var i = 0; i < Leads.Length; i++)
        {
            var madeAt = chunk - Leads[i];
            if (madeAt < 0 || _samples[madeAt % _samples.Length] is not { } sample || sample.FirstChunk != madeAt || sample.Expected.Length <= i)
                continue;
            if (Math.Abs((long)assetCount - sample.AssetCount) * OneInAssets > sample.AssetCount)
                continue;
            _settled.Enqueue(new SettledChunk(
                chunk, sample.AssetCount, new RealisedError(Leads[i], sample.Expected[i], sample.Variance[i], realisedWatts)));
            found++;
        }
        while (_settled.Count > _capacity)
            _settled.Dequeue();
        return found;
    }

    private sealed record Sample(long FirstChunk, int AssetCount, long[] Expected, long[] Variance)
    {
        public static Sample Of(long firstChunk, ShapeAggregate aggregate)
        {
            var leads = Leads.Where(lead => lead < aggregate.ChunkCount).ToArray();
            return new Sample(
                firstChunk,
                aggregate.AssetCount,
                [.. leads.Select(lead => aggregate.Expected[lead])],
                [.. leads.Select(lead => aggregate.Variance[lead])]);
        }
    }
}
