using System.Collections.Immutable;

namespace OrleansFlex.Domain.Tariffs.Formulas;

/// <summary>A part of a formula.</summary>
/// <param name="At">Where it is in the text: of an operation, its operator.</param>
public abstract record FormulaNode(int At);

/// <summary>A number as it was written, zero or more.</summary>
public sealed record NumberNode(int At, decimal Value) : FormulaNode(At);

/// <summary>A tariff by the name of its variable.</summary>
public sealed record VariableNode(int At, string Name) : FormulaNode(At);

/// <summary>The negative of an operand.</summary>
public sealed record NegateNode(int At, FormulaNode Operand) : FormulaNode(At);

/// <summary>An operation on two operands.</summary>
/// <param name="At">Place of the operator.</param>
/// <param name="Operator"><c>+</c>, <c>-</c>, <c>*</c> or <c>/</c>.</param>
/// <param name="Left">Operand before it.</param>
/// <param name="Right">Operand behind it.</param>
public sealed record BinaryNode(int At, char Operator, FormulaNode Left, FormulaNode Right) : FormulaNode(At);

/// <summary>A function of its arguments.</summary>
public sealed record CallNode(int At, FormulaFunction Function, ImmutableArray<FormulaNode> Arguments) : FormulaNode(At);
