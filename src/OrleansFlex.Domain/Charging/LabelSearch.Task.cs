namespace OrleansFlex.Domain.Charging;

internal sealed partial class LabelSearch
{
    /// <summary>What is searched for.</summary>
    public readonly record struct Task
    {
        public BlockRules Rules { get; init; }

        public long FromNs { get; init; }

        public long ToNs { get; init; }

        public long LeastNs { get; init; }

        public long MostNs { get; init; }

        public ChargeProfile Battery { get; init; }

        /// <summary>Level at which this charging starts.</summary>
        public double Level { get; init; }

        /// <summary>Whether the power falls within the charging that is looked at.</summary>
        public bool Tapers { get; init; }

        /// <summary>Whether more energy than needed may pay.</summary>
        public bool MayExceed { get; init; }

        /// <summary>The time of charging that plans aim at: more than needed is worth planning where it may pay.</summary>
        public long GoalNs => MayExceed ? MostNs : LeastNs;

        /// <summary>How many pieces of plans may be looked at before the search gives up.</summary>
        public int Effort { get; init; }

        /// <summary>Energy bought after a time of charging.</summary>
        public double Kwh(long usedNs) => Tapers ? Battery.Kwh(Level, usedNs) : usedNs * Battery.KwhPerNs;
    }

    /// <summary>The lengths of a partial slot with which whole slots later on can end exactly at the need, or at the limit.</summary>
    private ref struct Fills(ReadOnlySpan<long> residues, in Task task, long usedNs, long slotNs)
    {
        private readonly ReadOnlySpan<long> _residues = residues;
        private readonly long _most = task.MayExceed && task.MostNs > task.LeastNs ? task.MostNs - usedNs : 0;
        private readonly long _slotNs = slotNs;
        private long _left = task.LeastNs - usedNs;
        private int _next;
        private bool _second;

        public bool Next(out long length)
        {
            while (true)
            {
                while (_left > 0 && _next < _residues.Length)
                {
                    length = (_left - _residues[_next++]) % SlotGrid.QuarterNs;
                    if (length < 0)
                        length += SlotGrid.QuarterNs;
                    if (length > 0 && length < _slotNs && length <= _left)
                        return true;
                }

                length = 0;
                if (_second || _most <= 0)
                    return false;
                (_second, _left, _next) = (true, _most, 0);
            }
        }
    }
}
