namespace OrleansFlex.Domain.Tariffs.Formulas;

/// <summary>What a step of a compiled formula does with the stack.</summary>
internal enum FormulaOperation : byte
{
    Constant,
    Variable,
    Negate,
    Add,
    Subtract,
    Multiply,
    Divide,
    Min,
    Max,
    Clamp,
    Abs,
    Round,
}

/// <summary>A step of a compiled formula.</summary>
/// <param name="Operation">What it does.</param>
/// <param name="Index">The variable, or the decimal places.</param>
/// <param name="Value">The constant.</param>
internal readonly record struct FormulaStep(FormulaOperation Operation, int Index, decimal Value);
