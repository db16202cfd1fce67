namespace OrleansFlex.Domain.Charging;

/// <summary>
/// Energies after times of charging where the power falls: partial plans meet at few such times, and each takes an exponential.
/// </summary>
internal sealed class EnergyMemo
{
    private const int Bits = 9;
    private readonly (long UsedNs, double Kwh)[] _known = new (long, double)[1 << Bits];

    /// <summary>Forgets the last task.</summary>
    public void Clear() => Array.Fill(_known, (-1, 0));

    /// <summary>Energy bought after a time of charging.</summary>
    public double Of(in LabelSearch.Task task, long usedNs)
    {
        ref var known = ref _known[(int)((ulong)usedNs * 0x9E3779B97F4A7C15UL >> (64 - Bits))];
        if (known.UsedNs != usedNs)
            known = (usedNs, task.Kwh(usedNs));
        return known.Kwh;
    }
}
