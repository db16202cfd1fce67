using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace OrleansFlex.Silo.Requests;

/// <summary>Checks that text from outside can be stored and echoed anywhere.</summary>
public static class RequestText
{
    /// <summary>Bytes are valid UTF-8 and every <c>\u</c> escape in them belongs to a whole character.</summary>
    public static bool IsWellFormedJsonText(ReadOnlySpan<byte> json) => Utf8.IsValid(json) && EscapesAreWellFormed(json);

    /// <summary>No control characters and no halves of surrogate pairs.</summary>
    public static bool IsPrintable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsControl(c))
                return false;
            if (!char.IsSurrogate(c))
                continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(c, text[i + 1]))
                return false;
            i++;
        }
        return true;
    }

    /// <summary>An id that a caller may choose: 1–128 visible characters.</summary>
    public static bool IsChosenId(string text)
    {
        if (text.Length is 0 or > 256 || !IsPrintable(text))
            return false;
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsVisible(rune))
                return false;
            count++;
        }
        return count <= 128;
    }

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.OtherNotAssigned);

    // In JSON a backslash occurs only inside strings, so the escapes can be found without parsing.
    private static bool EscapesAreWellFormed(ReadOnlySpan<byte> json)
    {
        var expectLow = false;
        while (true)
        {
            var next = json.IndexOf((byte)'\\');
            if (next < 0 || next + 1 >= json.Length)
                return !expectLow;
            if (expectLow && next != 0)
                return false;
            var unit = json[next + 1] == 'u' && json.Length >= next + 6 ? HexUnit(json.Slice(next + 2, 4)) : -1;
            var isLow = unit is >= 0xDC00 and <= 0xDFFF;
            if (expectLow != isLow)
                return false;
            expectLow = unit is >= 0xD800 and <= 0xDBFF;
            json = json[(next + (unit >= 0 ? 6 : 2))..];
        }
    }

    private static int HexUnit(ReadOnlySpan<byte> hex) =>
        ushort.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit) ? unit : -1;
}
