namespace OrleansFlex.Contracts.Wire;

/// <summary>
/// Instants as RFC 3339 writes them. The offset is mandatory: a naive local time is refused, never guessed. Seconds may be left out, as
/// some standard libraries do when they are zero; leap seconds are refused.
/// </summary>
public static class Rfc3339
{
    /// <summary>First instant that is accepted.</summary>
    public static readonly DateTimeOffset Earliest = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>First instant after those that are accepted.</summary>
    public static readonly DateTimeOffset Latest = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What a caller is told when an instant cannot be read.</summary>
    public const string Expected = "must be an RFC 3339 instant with an offset, such as 2025-06-01T18:00:00Z, from 1970 to 2199";

    /// <summary>Reads an instant from text.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset instant)
    {
        Span<byte> ascii = stackalloc byte[48];
        if (text.Length > ascii.Length)
            return Fail(out instant);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] > 127)
                return Fail(out instant);
            ascii[i] = (byte)text[i];
        }
        return TryParse(ascii[..text.Length], out instant);
    }

    /// <summary>Reads an instant from ASCII bytes, without allocating.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset instant)
    {
        if (text.Length < 17 || text[4] != '-' || text[7] != '-' || (text[10] | 0x20) is not ('t' or ' ') || text[13] != ':')
            return Fail(out instant);
        if (!Digits(text[..4], out var year) || !Digits(text[5..7], out var month) || !Digits(text[8..10], out var day)
            || !Digits(text[11..13], out var hour) || !Digits(text[14..16], out var minute))
            return Fail(out instant);
        var rest = text[16..];
        if (!TrySeconds(ref rest, out var second, out var ticks) || !TryOffset(rest, out var offset))
            return Fail(out instant);
        if (year is < 1969 or > 2200 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 59)
            return Fail(out instant);
        var local = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).AddTicks(ticks);
        instant = new DateTimeOffset(local - offset, TimeSpan.Zero);
        return instant >= Earliest && instant < Latest;
    }

    private static bool TrySeconds(ref ReadOnlySpan<byte> rest, out int second, out long ticks)
    {
        second = 0;
        ticks = 0;
        if (rest.Length == 0 || rest[0] != ':')
            return true;
        if (rest.Length < 3 || !Digits(rest[1..3], out second))
            return false;
        rest = rest[3..];
        if (rest.Length == 0 || rest[0] is not ((byte)'.' or (byte)','))
            return true;
        var digits = 1;
        for (var unit = TimeSpan.TicksPerSecond / 10; digits < rest.Length && char.IsAsciiDigit((char)rest[digits]); digits++, unit /= 10)
            ticks += (rest[digits] - '0') * unit;
        rest = rest[digits..];
        return digits > 1;
    }

    private static bool TryOffset(ReadOnlySpan<byte> rest, out TimeSpan offset)
    {
        offset = default;
        if (rest.Length == 1)
            return (rest[0] | 0x20) == 'z';
        if (rest.Length != 6 || rest[3] != ':' || rest[0] is not ((byte)'+' or (byte)'-')
            || !Digits(rest[1..3], out var hours) || !Digits(rest[4..6], out var minutes) || hours > 23 || minutes > 59)
            return false;
        offset = new TimeSpan(hours, minutes, 0);
        if (rest[0] == '-')
            offset = -offset;
        return true;
    }

    private static bool Digits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var c in text)
        {
            if (c is < (byte)'0' or > (byte)'9')
                return false;
            value = value * 10 + (c - '0');
        }
        return true;
    }

    private static bool Fail(out DateTimeOffset instant)
    {
        instant = default;
        return false;
    }
}
