using System.Collections.Immutable;

namespace OrleansFlex.Domain.Flexibility;

/// <summary>
/// Follows the forecasts of one sum of loads until they come true. The first revision of every chunk is kept as forecast
/// at a few lead times. What a chunk's own last revision says is taken as realised, for the running chunk holds its past
/// as measured.
/// </summary>
public sealed class ForecastLedger
{
    /// <summary>The most errors kept; a fortnight of quarter-hours at eight lead times.</summary>
    public const int MaximumErrors = 14 * 96 * 8;

    private readonly Sample[] _samples;
    private readonly Queue<RealisedError> _errors = new();
    private long _running = -1;
    private long _runningWatts;

    /// <summary>An empty ledger.</summary>
    public ForecastLedger()
    {
        _samples = new Sample[Leads[^1] + 1];
        Array.Fill(_samples, new Sample(-1, [], []));
    }

    /// <summary>The lead times followed, in chunks; each bucket of the confidence model has at least one.</summary>
    public static ImmutableArray<int> Leads { get; } = [0, 1, 2, 4, 8, 16, 36, 72];

    /// <summary>The latest errors, oldest first, as <see cref="ConfidenceModel.Fit"/> takes them.</summary>
    public IReadOnlyCollection<RealisedError> Errors => _errors;

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
            if (_running >= 0)
                found = Settle(_running, _runningWatts);
            _samples[firstChunk % _samples.Length] = Sample.Of(firstChunk, aggregate);
            _running = firstChunk;
        }
        _runningWatts = aggregate.Expected[0];
        return found;
    }

    private int Settle(long chunk, long realisedWatts)
    {
        var found = 0;
        for (var i = 0; i < Leads.Length; i++)
        {
            var madeAt = chunk - Leads[i];
            if (madeAt < 0 || _samples[madeAt % _samples.Length] is not { } sample || sample.FirstChunk != madeAt || sample.Expected.Length <= i)
                continue;
            _errors.Enqueue(new RealisedError(Leads[i], sample.Expected[i], sample.Variance[i], realisedWatts));
            found++;
        }
        while (_errors.Count > MaximumErrors)
            _errors.Dequeue();
        return found;
    }

    private sealed record Sample(long FirstChunk, long[] Expected, long[] Variance)
    {
        public static Sample Of(long firstChunk, ShapeAggregate aggregate)
        {
            var leads = Leads.Where(lead => lead < aggregate.ChunkCount).ToArray();
            return new Sample(firstChunk, [.. leads.Select(lead => aggregate.Expected[lead])], [.. leads.Select(lead => aggregate.Variance[lead])]);
        }
    }
}
