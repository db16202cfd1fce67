namespace OrleansFlex.Domain.Sessions;

/// <summary>Energy bought in a quarter of an hour while the policy was in one state.</summary>
/// <param name="QuarterMs">Start of the 15-minute UTC interval, Unix milliseconds.</param>
/// <param name="State">The policy's state while it was charged.</param>
/// <param name="MilliWh">Energy at the wall, milliwatt-hours.</param>
/// <param name="Cost">What it cost, in the currency of the session's valuation; null where that is not known.</param>
public readonly record struct EnergyEntry(long QuarterMs, StatusState State, long MilliWh, decimal? Cost = null)
{
    /// <summary>Length of an interval of the ledger, milliseconds.</summary>
    public const long QuarterLengthMs = 900_000;
}
