using OrleansFlex.Domain.Tariffs.Formulas;

namespace OrleansFlex.Domain.Tariffs;

/// <summary>Evaluates a formula over time.</summary>
public static class RateResolution
{
    /// <summary>The formula's rate over [<paramref name="fromMs"/>, <paramref name="toMs"/>), cut wherever a tariff changes, equal neighbours joined.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="tariffs">The rates of its variables, in the order of <see cref="CompiledFormula.Variables"/>.</param>
    /// <param name="fromMs">Start, Unix milliseconds.</param>
    /// <param name="toMs">End, exclusive.</param>
    public static ResolvedRates Resolve(CompiledFormula formula, IReadOnlyList<RateSteps> tariffs, long fromMs, long toMs)
    {
        var next = new int[tariffs.Count];
        var values = new decimal[tariffs.Count];
        var stack = new decimal[formula.StackSize];
        uint missing = 0;
        for (var i = 0; i < next.Length; i++)
        {
            var index = tariffs[i].IndexAt(fromMs);
            Take(i, index >= 0 ? tariffs[i].Rates[index] : null);
            next[i] = index + 1;
        }

        var result = new Builder();
        for (var atMs = fromMs; atMs < toMs;)
        {
            result.Add(formula, atMs, values, missing, stack);
            var untilMs = toMs;
            for (var i = 0; i < next.Length; i++)
                if (next[i] < tariffs[i].Count)
                    untilMs = Math.Min(untilMs, tariffs[i].StartsMs[next[i]]);
            for (var i = 0; i < next.Length; i++)
                if (next[i] < tariffs[i].Count && tariffs[i].StartsMs[next[i]] == untilMs)
                    Take(i, tariffs[i].Rates[next[i]++]);
            atMs = untilMs;
        }

        return result.ToRates(toMs);

        void Take(int variable, decimal? rate)
        {
            values[variable] = rate ?? 0;
            missing = rate is null ? missing | (1u << variable) : missing & ~(1u << variable);
        }
    }

    private sealed class Builder
    {
        private readonly List<long> _starts = [];
        private readonly List<decimal?> _rates = [];
        private readonly List<UnresolvedReason> _reasons = [];
        private readonly List<uint> _missing = [];

        public void Add(CompiledFormula formula, long atMs, ReadOnlySpan<decimal> values, uint missing, Span<decimal> stack)
        {
            decimal? rate = null;
            var reason = UnresolvedReason.MissingData;
            if (missing == 0)
            {
                reason = formula.Evaluate(values, stack, out var value);
                // Beyond any price: costs could overflow.
                if (reason == UnresolvedReason.None && value is < -TariffPush.LargestRate or > TariffPush.LargestRate)
                    reason = UnresolvedReason.Overflow;
                if (reason == UnresolvedReason.None)
                    rate = value;
            }

            if (_starts.Count > 0 && _rates[^1] == rate && _reasons[^1] == reason && _missing[^1] == missing)
                return;
            _starts.Add(atMs);
            _rates.Add(rate);
            _reasons.Add(reason);
            _missing.Add(missing);
        }

        public ResolvedRates ToRates(long endMs) => new([.. _starts], [.. _rates], [.. _reasons], [.. _missing], endMs);
    }
}
