namespace OrleansFlex.Domain.Sessions;

/// <summary>The energy of one session as a report counts it.</summary>
/// <param name="Entries">Its entries in order of time.</param>
/// <param name="Valuation">What it cost; null where that is not known.</param>
public sealed record SessionLedger(IReadOnlyList<EnergyEntry> Entries, SessionValuation? Valuation)
{
    /// <summary>
    /// The entries, each with its share of what charging at once would have cost: in proportion to energy, by cumulative rounding to
    /// <see cref="SessionPrices.Decimals"/> decimals, so that the shares add up to the whole exactly.
    /// </summary>
    public IEnumerable<(EnergyEntry Entry, decimal Immediate)> Shares()
    {
        var immediate = Valuation?.Immediate ?? 0;
        var whole = Entries.Sum(static entry => entry.MilliWh);
        var (given, energy) = (0m, 0L);
        for (var i = 0; i < Entries.Count; i++)
        {
            energy += Entries[i].MilliWh;
            var upTo = i + 1 == Entries.Count || whole == 0 ? immediate : Math.Round(immediate * ((decimal)energy / whole), SessionPrices.Decimals);
            yield return (Entries[i], upTo - given);
            given = upTo;
        }
    }
}
