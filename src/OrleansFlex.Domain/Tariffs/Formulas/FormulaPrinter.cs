using System.Globalization;
using System.Text;

namespace OrleansFlex.Domain.Tariffs.Formulas;

/// <summary>Writes a formula with one space around operators and no parentheses that it does not need.</summary>
public static class FormulaPrinter
{
    private const int Sum = 1, Product = 2, Unary = 3;

    /// <summary>The text, which reads as the same formula.</summary>
    public static string Print(FormulaNode node)
    {
        var text = new StringBuilder();
        Write(text, node, Sum);
        return text.ToString();
    }

    private static void Write(StringBuilder text, FormulaNode node, int atLeast)
    {
        var isWrapped = StrengthOf(node) < atLeast;
        if (isWrapped)
            text.Append('(');
        switch (node)
        {
            case NumberNode number:
                text.Append(number.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case VariableNode variable:
                text.Append(variable.Name);
                break;
            case NegateNode negate:
                text.Append('-');
                Write(text, negate.Operand, Unary);
                break;
            case BinaryNode binary:
                // Operators of one strength group from the left.
                var strength = StrengthOf(binary);
                Write(text, binary.Left, strength);
                text.Append(' ').Append(binary.Operator).Append(' ');
                Write(text, binary.Right, strength + 1);
                break;
            case CallNode call:
                text.Append(FormulaFunctions.NameOf(call.Function)).Append('(');
                for (var i = 0; i < call.Arguments.Length; i++)
                {
                    if (i > 0)
                        text.Append(", ");
                    Write(text, call.Arguments[i], Sum);
                }

                text.Append(')');
                break;
        }

        if (isWrapped)
            text.Append(')');
    }

    private static int StrengthOf(FormulaNode node) => node switch
    {
        BinaryNode { Operator: '+' or '-' } => Sum,
        BinaryNode => Product,
        _ => Unary,
    };
}
