namespace OrleansFlex.Domain.Tariffs.Formulas;

/// <summary>A place in a formula's text as an editor counts it.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Character in the line, from 1; a character outside the basic plane counts once.</param>
public readonly record struct FormulaPlace(int Line, int Column)
{
    /// <summary>The place of a UTF-16 unit.</summary>
    public static FormulaPlace Of(string text, int at)
    {
        var (line, column) = (1, 1);
        for (var i = 0; i < at && i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 >= text.Length || text[i + 1] != '\n')))
                (line, column) = (line + 1, 1);
            else if (text[i] != '\r' && !char.IsLowSurrogate(text[i]))
                column++;
        }

        return new(line, column);
    }
}
