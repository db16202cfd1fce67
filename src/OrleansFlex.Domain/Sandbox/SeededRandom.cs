namespace OrleansFlex.Domain.Sandbox;

/// <summary>
/// A small repeatable random source (SplitMix64). Keyed by (seed, subject, day), it gives any day of any device directly,
/// without the days before it. A mutable struct: keep it in a local variable.
/// </summary>
public struct SeededRandom
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15UL;
    private ulong _state;

    /// <summary>Starts a sequence that depends on nothing but the seed.</summary>
    public SeededRandom(ulong seed) => _state = seed;

    /// <summary>Starts the sequence of one subject on one day (or any other pair of keys).</summary>
    public static SeededRandom Keyed(ulong seed, long subject, long day = 0) =>
        new(Mix(Mix(Mix(seed) ^ unchecked((ulong)subject)) ^ unchecked((ulong)day)));

    /// <summary>The next 64 uniform bits.</summary>
    public ulong NextUInt64()
    {
        _state = unchecked(_state + GoldenGamma);
        return Finish(_state);
    }

    /// <summary>A uniform number in [0, 1).</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A uniform number in [low, high).</summary>
    public double Between(double low, double high) => low + ((high - low) * NextDouble());

    /// <summary>True with the given probability.</summary>
    public bool Chance(double probability) => NextDouble() < probability;

    /// <summary>A normal number of the given mean and standard deviation (Box–Muller, one of the pair).</summary>
    public double Normal(double mean = 0, double deviation = 1)
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return mean + (deviation * radius * Math.Cos(2 * Math.PI * NextDouble()));
    }

    /// <summary>A stable 64-bit hash of a text (FNV-1a, finished), to make a key of a name.</summary>
    public static ulong KeyOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var hash = 14695981039346656037UL;
        foreach (var c in text)
            hash = unchecked((hash ^ c) * 1099511628211UL);
        return Finish(hash);
    }

    private static ulong Mix(ulong value) => Finish(unchecked(value + GoldenGamma));

    private static ulong Finish(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }
}
