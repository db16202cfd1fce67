using System.Collections.Immutable;

namespace OrleansFlex.Domain.Tariffs.Formulas;

/// <summary>A formula as a list of steps on a stack of decimals. Immutable; evaluating it throws nothing and allocates nothing.</summary>
public sealed class CompiledFormula
{
    private readonly FormulaStep[] _steps;

    internal CompiledFormula(ImmutableArray<FormulaStep> steps, ImmutableArray<string> variables, int stackSize)
    {
        _steps = [.. steps];
        Variables = variables;
        StackSize = stackSize;
    }

    /// <summary>The variables that it refers to, in the order of their values.</summary>
    public ImmutableArray<string> Variables { get; }

    /// <summary>How many decimals an evaluation needs room for.</summary>
    public int StackSize { get; }

    /// <summary>Evaluates in decimals of 28 digits. Quotients are rounded there, everything else is exact as long as it fits.</summary>
    /// <param name="values">One value for each of <see cref="Variables"/>.</param>
    /// <param name="stack">Room for <see cref="StackSize"/> decimals.</param>
    /// <param name="result">The result, where there is one.</param>
    /// <returns>None where there is a result, otherwise why there is none.</returns>
    public UnresolvedReason Evaluate(ReadOnlySpan<decimal> values, Span<decimal> stack, out decimal result)
    {
        result = 0;
        var top = -1;
        foreach (ref readonly var step in _steps.AsSpan())
        {
            switch (step.Operation)
            {
                case FormulaOperation.Constant:
                    stack[++top] = step.Value;
                    break;
                case FormulaOperation.Variable:
                    stack[++top] = values[step.Index];
                    break;
                case FormulaOperation.Negate:
                    stack[top] = -stack[top];
                    break;
                case FormulaOperation.Abs:
                    stack[top] = Math.Abs(stack[top]);
                    break;
                case FormulaOperation.Round:
                    stack[top] = Math.Round(stack[top], step.Index, MidpointRounding.AwayFromZero);
                    break;
                case FormulaOperation.Clamp:
                    top -= 2;
                    stack[top] = Math.Min(Math.Max(stack[top], stack[top + 1]), stack[top + 2]);
                    break;
                default:
                    top--;
                    var reason = Combine(step.Operation, ref stack[top], stack[top + 1]);
                    if (reason != UnresolvedReason.None)
                        return reason;
                    break;
            }
        }

        result = stack[0];
        return UnresolvedReason.None;
    }

    internal static FormulaOperation OperationOf(char sign) => sign switch
    {
        '+' => FormulaOperation.Add,
        '-' => FormulaOperation.Subtract,
        '*' => FormulaOperation.Multiply,
        _ => FormulaOperation.Divide,
    };

    internal static FormulaOperation OperationOf(FormulaFunction function) => function switch
    {
        FormulaFunction.Min => FormulaOperation.Min,
        FormulaFunction.Max => FormulaOperation.Max,
        FormulaFunction.Clamp => FormulaOperation.Clamp,
        _ => FormulaOperation.Abs,
    };

    private static UnresolvedReason Combine(FormulaOperation operation, ref decimal left, decimal right)
    {
        switch (operation)
        {
            case FormulaOperation.Min:
                left = Math.Min(left, right);
                return UnresolvedReason.None;
            case FormulaOperation.Max:
                left = Math.Max(left, right);
                return UnresolvedReason.None;
            case FormulaOperation.Divide when right == 0:
                return UnresolvedReason.DivisionByZero;
            case FormulaOperation.Divide when DecimalRange.QuotientFits(left, right):
                left /= right;
                return UnresolvedReason.None;
            case FormulaOperation.Multiply when DecimalRange.ProductFits(left, right):
                left *= right;
                return UnresolvedReason.None;
            case FormulaOperation.Add when DecimalRange.SumFits(left, right):
                left += right;
                return UnresolvedReason.None;
            case FormulaOperation.Subtract when DecimalRange.SumFits(left, -right):
                left -= right;
                return UnresolvedReason.None;
            default:
                return UnresolvedReason.Overflow;
        }
    }
}
