namespace OrleansFlex.Domain.Tariffs.Formulas;

/// <summary>What is wrong with a formula.</summary>
/// <param name="Place">Where.</param>
/// <param name="Message">What was expected, what was found, and what may have been meant.</param>
public sealed record FormulaFault(FormulaPlace Place, string Message)
{
    /// <summary>The fault as an issue of a request's member.</summary>
    public InvalidInput At(string path) => InvalidInput.At(FormulaCompiler.Code, path, ToString());

    /// <inheritdoc/>
    public override string ToString() => $"line {Place.Line}, column {Place.Column}: {Message}";
}
