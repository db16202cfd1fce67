using System.Collections.Immutable;

namespace OrleansFlex.Domain.Solar;

/// <summary>A checked replacement of the cloud cover from the first value to <see cref="ToMs"/>.</summary>
public sealed class CloudPush
{
    /// <summary>The most values one push may carry.</summary>
    public const int MaximumValues = 10_000;

    private const int MostIssues = 20;

    private CloudPush(ImmutableArray<CloudValue> values, long toMs) => (Values, ToMs) = (values, toMs);

    /// <summary>Strictly rising in time, at least one, all before <see cref="ToMs"/>.</summary>
    public ImmutableArray<CloudValue> Values { get; }

    /// <summary>Start of the replaced window, Unix milliseconds.</summary>
    public long FromMs => Values[0].AtMs;

    /// <summary>End of the replaced window, exclusive, Unix milliseconds.</summary>
    public long ToMs { get; }

    /// <summary>Checks a push: 1 to 10,000 values of 0–100 %, strictly rising in time, all before <paramref name="toMs"/>.</summary>
    /// <returns>The push, or <c>weather.invalid</c> with at most twenty issues, each naming its member.</returns>
    public static Decision<CloudPush> Check(ImmutableArray<CloudValue> values, long toMs)
    {
        var issues = ImmutableArray.CreateBuilder<ValidationIssue>();
        if (values.IsDefaultOrEmpty || values.Length > MaximumValues)
            issues.Add(new ValidationIssue("values", $"must have 1 to {MaximumValues} items"));
        else if (values[0].AtMs >= toMs)
            issues.Add(new ValidationIssue("to", "must be after the first value's at"));
        for (var i = 0; issues.Count < MostIssues && i < (values.IsDefaultOrEmpty ? 0 : Math.Min(values.Length, MaximumValues)); i++)
        {
            if (i > 0 && values[i].AtMs <= values[i - 1].AtMs)
                issues.Add(new ValidationIssue($"values[{i}].at", "must be after the previous value's at"));
            else if (i > 0 && values[i].AtMs >= toMs)
                issues.Add(new ValidationIssue($"values[{i}].at", "must be before to"));
            else if (values[i].CoverPercent is not (>= 0 and <= 100))
                issues.Add(new ValidationIssue($"values[{i}].cloudCoverPercent", "must be between 0 and 100"));
        }

        return issues.Count == 0 ? new CloudPush(values, toMs) : new InvalidInput("weather.invalid", issues.ToImmutable());
    }
}
