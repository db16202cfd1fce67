using System.Collections.Immutable;

namespace OrleansFlex.Domain.Pricing;

/// <summary>A checked replacement of the window from the first value to <see cref="ToMs"/>.</summary>
public sealed class PriceSignalPush
{
    /// <summary>The most values one push may carry.</summary>
    public const int MaximumValues = 10_000;

    /// <summary>The latest instant that has an RFC 3339 form, the end of the year 9999.</summary>
    public const long LatestMs = 253_402_300_799_999;

    /// <summary>The largest price either way, per kWh. Beyond it is a mistake of units, and costs could overflow.</summary>
    public const decimal LargestPrice = 1_000_000m;

    private PriceSignalPush(ImmutableArray<PriceSignalValue> values, long toMs) => (Values, ToMs) = (values, toMs);

    /// <summary>Strictly rising in time, at least one, all before <see cref="ToMs"/>.</summary>
    public ImmutableArray<PriceSignalValue> Values { get; }

    /// <summary>Start of the replaced window, Unix milliseconds.</summary>
    public long FromMs => Values[0].AtMs;

    /// <summary>End of the replaced window, exclusive, Unix milliseconds.</summary>
    public long ToMs { get; }

    /// <summary>
    /// Checks a push: 1 to 10,000 values, strictly rising in time, all before <paramref name="toMs"/>, prices within
    /// <see cref="LargestPrice"/>, and the zone's currency. Every issue names its member; at most twenty are reported.
    /// </summary>
    /// <returns>The push, or <c>price_signal.invalid</c>, <c>currency.invalid</c> or <c>currency.mismatch</c>.</returns>
    public static Decision<PriceSignalPush> Check(ImmutableArray<PriceSignalValue> values, long toMs, string? currency, string zoneCurrency)
    {
        if (!Flexibility.ZoneActivation.IsCurrency(currency))
            return new Flexibility.CurrencyInvalid(currency);
        if (currency != zoneCurrency)
            return new Flexibility.CurrencyMismatch(currency, zoneCurrency);
        var issues = ImmutableArray.CreateBuilder<ValidationIssue>();
        if (values.IsDefaultOrEmpty)
            issues.Add(new ValidationIssue("values", "must have at least one value"));
        else if (values.Length > MaximumValues)
            issues.Add(new ValidationIssue("values", $"must have at most {MaximumValues} values"));
        else
            CheckValues(values, toMs, issues);
        return issues.Count == 0 ? new PriceSignalPush(values, toMs) : new InvalidInput("price_signal.invalid", issues.ToImmutable());
    }

    private static void CheckValues(ImmutableArray<PriceSignalValue> values, long toMs, ImmutableArray<ValidationIssue>.Builder issues)
    {
        const int mostIssues = 20;
        if (toMs is < 0 or > LatestMs)
            issues.Add(new ValidationIssue("to", "must lie between the years 1970 and 9999"));
        else if (values[0].AtMs >= toMs)
            issues.Add(new ValidationIssue("to", "must be after the first value's at"));
        for (var i = 0; i < values.Length && issues.Count < mostIssues; i++)
            if (values[i].AtMs is < 0 or > LatestMs)
                issues.Add(new ValidationIssue($"values[{i}].at", "must lie between the years 1970 and 9999"));
            else if (i > 0 && values[i].AtMs <= values[i - 1].AtMs)
                issues.Add(new ValidationIssue($"values[{i}].at", "must be after the previous value's at"));
            else if (i > 0 && values[i].AtMs >= toMs)
                issues.Add(new ValidationIssue($"values[{i}].at", "must be before to"));
            else if (values[i].Price is < -LargestPrice or > LargestPrice)
                issues.Add(new ValidationIssue($"values[{i}].price", "must be between -1000000 and 1000000"));
    }
}
