namespace OrleansFlex.Silo.Requests;

/// <summary>How values look on the wire.</summary>
public static class Wire
{
    /// <summary>An instant in UTC, which is written with <c>Z</c>.</summary>
    public static DateTimeOffset Instant(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    /// <summary>An instant in UTC, or null.</summary>
    public static DateTimeOffset? Instant(long? ms) => ms is { } value ? Instant(value) : null;

    /// <summary>The same number without trailing zeros.</summary>
    public static decimal Plain(decimal value) => value / 1.0000000000000000000000000000m;
}
