using System.Globalization;
using System.Text;

namespace OrleansFlex.Domain.Tariffs.Formulas;

/// <summary>Cuts a formula into tokens, one at a time.</summary>
internal sealed class FormulaLexer(string text)
{
    private const int MaximumDigits = 28;

    private int _at;

    public FormulaToken Next()
    {
        while (_at < text.Length && text[_at] is ' ' or '\t' or '\r' or '\n')
            _at++;
        if (_at >= text.Length)
            return new(FormulaTokenKind.End, text.Length, "");
        var first = text[_at];
        if (char.IsAsciiDigit(first))
            return Number();
        if (IsNameStart(first))
            return Name();
        return "+-*/(),".Contains(first) ? new(FormulaTokenKind.Symbol, _at++, first.ToString()) : Unknown();
    }

    /// <summary>Whether the text is a name: a letter or underscore, then letters, digits and underscores, of ASCII.</summary>
    public static bool IsName(string name) => name.Length > 0 && IsNameStart(name[0]) && name.All(IsNamePart);

    private FormulaToken Number()
    {
        var start = _at;
        SkipDigits();
        var fractionDigits = 0;
        if (_at < text.Length && text[_at] == '.')
        {
            var point = _at++;
            SkipDigits();
            fractionDigits = _at - point - 1;
            if (fractionDigits == 0)
                return Fault(point, "expected a digit after the decimal point");
        }

        var number = text[start.._at];
        if (_at < text.Length && text[_at] == '.')
            return Fault(_at, $"unexpected second decimal point after {Short(number)}");
        if (_at < text.Length && IsNamePart(text[_at]))
        {
            return Fault(_at, text[_at] is 'e' or 'E'
                ? "numbers have no exponent; write them out, such as 0.001"
                : $"expected an operator between {Short(number)} and '{text[_at]}'; did you mean '{Short(number)} * …'?");
        }

        var significant = number.Replace(".", "", StringComparison.Ordinal).TrimStart('0').Length;
        if (significant > MaximumDigits || fractionDigits > MaximumDigits)
            return Fault(start, $"a number has at most {MaximumDigits} digits");
        return new(FormulaTokenKind.Number, start, number, decimal.Parse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture));
    }

    private FormulaToken Name()
    {
        var start = _at;
        while (_at < text.Length && IsNamePart(text[_at]))
            _at++;
        return new(FormulaTokenKind.Name, start, text[start.._at]);
    }

    private FormulaToken Unknown()
    {
        if (Rune.DecodeFromUtf16(text.AsSpan(_at), out var rune, out _) != System.Buffers.OperationStatus.Done)
            return Fault(_at, "unexpected half of a surrogate pair");
        var shown = Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format ? $"U+{rune.Value:X4}" : $"'{rune}'";
        var hint = rune.Value switch
        {
            '×' or '·' or '∙' or '⋅' or '∗' => "; did you mean '*'?",
            '÷' or '∕' or ':' or '\\' => "; did you mean '/'?",
            '−' or '–' or '—' => "; did you mean '-'?",
            '.' => "; numbers begin with a digit, such as 0.5",
            '[' or '{' => "; did you mean '('?",
            ']' or '}' => "; did you mean ')'?",
            ';' => "; did you mean ','?",
            '^' => "; there are no powers",
            '%' => "; write a percentage as a factor, such as 1.15",
            _ => "",
        };
        return Fault(_at, $"unexpected character {shown}{hint}");
    }

    // Nothing is read behind a fault.
    private FormulaToken Fault(int at, string message)
    {
        _at = text.Length;
        return new(FormulaTokenKind.Fault, at, message);
    }

    private void SkipDigits()
    {
        while (_at < text.Length && char.IsAsciiDigit(text[_at]))
            _at++;
    }

    private static string Short(string number) => number.Length <= 20 ? number : number[..20] + "…";

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_';

    private static bool IsNamePart(char c) => IsNameStart(c) || char.IsAsciiDigit(c);
}
