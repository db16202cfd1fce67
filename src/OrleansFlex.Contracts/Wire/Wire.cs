namespace OrleansFlex.Contracts.Wire;

/// <summary>How values look on the wire.</summary>
public static class Wire
{
    // A kilowatt-hour has a million milliwatt-hours.
    private const byte KwhDigits = 6;

    /// <summary>An instant in UTC, which is written with <c>Z</c>.</summary>
    public static DateTimeOffset Instant(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    /// <summary>An instant in UTC, or null.</summary>
    public static DateTimeOffset? Instant(long? ms) => ms is { } value ? Instant(value) : null;

    /// <summary>An instant with the offset that a zone has then, in whole minutes as the wire format has it.</summary>
    public static DateTimeOffset Local(long ms, NodaTime.DateTimeZone zone)
    {
        var seconds = zone.GetUtcOffset(NodaTime.Instant.FromUnixTimeMilliseconds(ms)).Seconds;
        return DateTimeOffset.FromUnixTimeMilliseconds(ms).ToOffset(TimeSpan.FromMinutes(Math.Round(seconds / 60.0)));
    }

    /// <summary>The same number without trailing zeros.</summary>
    public static decimal Plain(decimal value) => value / 1.0000000000000000000000000000m;

    /// <summary>Milliwatt-hours as kilowatt-hours, exactly.</summary>
    public static decimal Kwh(long milliWh)
    {
        var (value, digits) = (milliWh < 0 ? 0UL - (ulong)milliWh : (ulong)milliWh, KwhDigits);
        for (; digits > 0 && value % 10 == 0; digits--)
            value /= 10;
        return new decimal((int)(uint)value, (int)(uint)(value >> 32), 0, milliWh < 0, digits);
    }
}
