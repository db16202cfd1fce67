namespace OrleansFlex.Domain.Charging;

/// <summary>A partial plan up to some slot cut, as the search keeps it.</summary>
internal struct Label
{
    /// <summary>Charging time so far.</summary>
    public long UsedNs;

    /// <summary>Start of the current block while it is shorter than allowed, else <see cref="Mature"/>.</summary>
    public long YoungSinceNs;

    /// <summary>Energy cost and start costs so far.</summary>
    public double Cost;

    /// <summary>The same with each kWh counted at what it is worth in the bound, and the whole need still owed.</summary>
    public double Reduced;

    /// <summary>Energy bought so far; kept only where the power falls.</summary>
    public double Kwh;

    /// <summary>Integral of the time charged at, which decides ties in favour of early charging.</summary>
    public double When;

    /// <summary>Last piece of charging in the search's arena; −1 for none.</summary>
    public int Piece;

    /// <summary>Where <see cref="CostToGo"/> has what is to come.</summary>
    public int Place;

    public short Starts;

    public bool PartialUsed;

    /// <summary>Marks a block that may end, or that there is none.</summary>
    public const long Mature = long.MinValue;

    /// <summary>Costs that differ by less are the same.</summary>
    public const double Tolerance = 1e-11;

    /// <summary>Whether this is to be preferred: cheaper, else earlier, else with fewer starts.</summary>
    public readonly bool IsBetterThan(in Label other)
    {
        var difference = Cost - other.Cost;
        if (difference is < -Tolerance or > Tolerance)
            return difference < 0;
        var later = When - other.When;
        var tolerance = 1e-12 * Math.Abs(When);
        if (later < -tolerance || later > tolerance)
            return later < 0;
        return Starts < other.Starts;
    }
}
