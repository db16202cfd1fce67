namespace OrleansFlex.Contracts.Wire;

/// <summary>How values look on the wire.</summary>
public static class Wire
{
    private const decimal MilliWhPerKwh = 1_000_000m;

    /// <summary>An instant in UTC, which is written with <c>Z</c>.</summary>
    public static DateTimeOffset Instant(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    /// <summary>An instant in UTC, or null.</summary>
    public static DateTimeOffset? Instant(long? ms) => ms is { } value ? Instant(value) : null;

    /// <summary>The same number without trailing zeros.</summary>
    public static decimal Plain(decimal value) => value / 1.0000000000000000000000000000m;

    /// <summary>Milliwatt-hours as kilowatt-hours, exactly.</summary>
    public static decimal Kwh(long milliWh) => Plain(milliWh / MilliWhPerKwh);
}
