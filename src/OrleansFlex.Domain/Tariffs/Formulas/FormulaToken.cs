namespace OrleansFlex.Domain.Tariffs.Formulas;

/// <summary>Kinds of tokens.</summary>
internal enum FormulaTokenKind
{
    Number,
    Name,
    Symbol,
    End,
    Fault,
}

/// <summary>A token of a formula.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="At">Where it starts.</param>
/// <param name="Text">Its text; the message of a fault.</param>
/// <param name="Value">The value of a number.</param>
internal readonly record struct FormulaToken(FormulaTokenKind Kind, int At, string Text, decimal Value = 0)
{
    public bool Is(char symbol) => Kind == FormulaTokenKind.Symbol && Text[0] == symbol;

    /// <summary>The token in an error message.</summary>
    public string Shown => Kind switch
    {
        FormulaTokenKind.End => "the end of the formula",
        _ => $"'{(Text.Length <= 40 ? Text : Text[..40] + "…")}'",
    };
}
