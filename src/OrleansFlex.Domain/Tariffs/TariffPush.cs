using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;

namespace OrleansFlex.Domain.Tariffs;

/// <summary>A checked replacement of a tariff's window from the first value to <see cref="ToMs"/>.</summary>
public sealed class TariffPush
{
    /// <summary>The most values one push may carry.</summary>
    public const int MaximumValues = 10_000;

    /// <summary>The largest rate either way. Beyond it is a mistake of units, and costs could overflow.</summary>
    public const decimal LargestRate = 1_000_000m;

    /// <summary>How far ahead of now a window has to start.</summary>
    public const long NoticeMs = 60 * 60 * 1000;

    // The start of the year 2200.
    private const long EndMs = 7_258_118_400_000;

    private const string Code = "tariff_series.invalid";

    private TariffPush(ImmutableArray<TariffValue> values, long toMs) => (Values, ToMs) = (values, toMs);

    /// <summary>Strictly rising in time, at least one, all before <see cref="ToMs"/>.</summary>
    public ImmutableArray<TariffValue> Values { get; }

    /// <summary>Start of the replaced window, Unix milliseconds.</summary>
    public long FromMs => Values[0].AtMs;

    /// <summary>End of the replaced window, exclusive, Unix milliseconds.</summary>
    public long ToMs { get; }

    /// <summary>
    /// Checks what does not depend on the time: 1 to 10,000 values, strictly rising, all before <paramref name="toMs"/>, rates within
    /// <see cref="LargestRate"/>. Every issue names its member; at most twenty are reported.
    /// </summary>
    /// <returns>The push, or <c>tariff_series.invalid</c>.</returns>
    public static Decision<TariffPush> Check(ImmutableArray<TariffValue> values, long toMs)
    {
        var issues = ImmutableArray.CreateBuilder<ValidationIssue>();
        if (values.IsDefaultOrEmpty)
            issues.Add(new ValidationIssue("values", "must have at least one value"));
        else if (values.Length > MaximumValues)
            issues.Add(new ValidationIssue("values", $"must have at most {MaximumValues} values"));
        else
            CheckValues(values, toMs, issues);
        return issues.Count == 0 ? new TariffPush(values, toMs) : new InvalidInput(Code, issues.ToImmutable());
    }

    /// <summary>Whether the window starts at least an hour after now, which gives those who plan on the rates time to act.</summary>
    /// <returns>The push, or <c>tariff_series.invalid</c>.</returns>
    public Decision<TariffPush> CheckNotice(long nowMs) => FromMs >= nowMs + NoticeMs
        ? this
        : InvalidInput.At(Code, "values[0].at", $"must be at least one hour from now, {DateTimeOffset.FromUnixTimeMilliseconds(nowMs):yyyy-MM-dd'T'HH:mm:ss'Z'}");

    /// <summary>A digest of window and values: equal for pushes that say the same, however their numbers were written.</summary>
    public Guid Digest()
    {
        var bytes = new byte[8 + (24 * Values.Length)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, ToMs);
        Span<int> bits = stackalloc int[4];
        var at = bytes.AsSpan(8);
        foreach (var value in Values)
        {
            BinaryPrimitives.WriteInt64BigEndian(at, value.AtMs);
            // Without trailing zeros, so that 0.10 is 0.1; and there is only one zero.
            _ = decimal.GetBits(value.Rate == 0 ? 0m : value.Rate / 1.0000000000000000000000000000m, bits);
            for (var i = 0; i < 4; i++)
                BinaryPrimitives.WriteInt32BigEndian(at[(8 + (4 * i))..], bits[i]);
            at = at[24..];
        }

        return new Guid(SHA256.HashData(bytes).AsSpan(0, 16));
    }

    private static void CheckValues(ImmutableArray<TariffValue> values, long toMs, ImmutableArray<ValidationIssue>.Builder issues)
    {
        const int mostIssues = 20;
        if (toMs is < 0 or >= EndMs)
            issues.Add(new ValidationIssue("to", "must lie between the years 1970 and 2199"));
        else if (values[0].AtMs >= toMs)
            issues.Add(new ValidationIssue("to", "must be after the first value's at"));
        for (var i = 0; i < values.Length && issues.Count < mostIssues; i++)
            if (values[i].AtMs is < 0 or >= EndMs)
                issues.Add(new ValidationIssue($"values[{i}].at", "must lie between the years 1970 and 2199"));
            else if (i > 0 && values[i].AtMs <= values[i - 1].AtMs)
                issues.Add(new ValidationIssue($"values[{i}].at", "must be after the previous value's at"));
            else if (i > 0 && values[i].AtMs >= toMs)
                issues.Add(new ValidationIssue($"values[{i}].at", "must be before to"));
            else if (values[i].Rate is < -LargestRate or > LargestRate)
                issues.Add(new ValidationIssue($"values[{i}].rate", "must be between -1000000 and 1000000"));
    }
}
