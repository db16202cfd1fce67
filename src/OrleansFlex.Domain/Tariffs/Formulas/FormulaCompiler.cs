using System.Collections.Immutable;

namespace OrleansFlex.Domain.Tariffs.Formulas;

/// <summary>From a formula's text to something that can be evaluated.</summary>
public static class FormulaCompiler
{
    /// <summary>The code of every refusal of a formula.</summary>
    public const string Code = "tariff_formula.invalid";

    /// <summary>The most variables of a formula.</summary>
    public const int MaximumVariables = 32;

    /// <summary>The longest name of a variable.</summary>
    public const int MaximumNameLength = 64;

    /// <summary>Whether a variable may have this name: letters, digits and underscores, no digit first, and no function.</summary>
    public static bool IsVariableName(string name) =>
        name.Length <= MaximumNameLength && FormulaLexer.IsName(name) && FormulaFunctions.Find(name) is null;

    /// <summary>Reads a formula and checks its dimensions.</summary>
    /// <param name="text">The formula.</param>
    /// <param name="variables">The units of the tariffs by the names of their variables.</param>
    /// <returns>The formula, or <c>tariff_formula.invalid</c> with the place and what was expected there.</returns>
    public static Decision<CompiledFormula> Compile(string text, IReadOnlyDictionary<string, TariffUnit> variables)
    {
        var (root, fault) = FormulaParser.Parse(text);
        if (root is null)
            return fault!.At("formula");
        var dimensions = new FormulaDimensions(text, variables);
        return dimensions.IsRate(root) ? Emit(root) : dimensions.Fault!.At("formula");
    }

    /// <summary>Compiles a formula whose dimensions were checked when it was set.</summary>
    /// <exception cref="FormatException">The text is no formula.</exception>
    public static CompiledFormula Restore(string text) =>
        FormulaParser.Parse(text) is ({ } root, _) ? Emit(root) : throw new FormatException("The stored formula cannot be read.");

    private static CompiledFormula Emit(FormulaNode root)
    {
        var steps = ImmutableArray.CreateBuilder<FormulaStep>();
        var names = new List<string>();
        var deepest = 0;
        Write(root, 0);
        return new CompiledFormula(steps.ToImmutable(), [.. names], deepest);

        // Leaves the value of the node on top of what is on the stack already.
        void Write(FormulaNode node, int below)
        {
            deepest = Math.Max(deepest, below + 1);
            switch (node)
            {
                case NumberNode number:
                    steps.Add(new(FormulaOperation.Constant, 0, number.Value));
                    break;
                case VariableNode variable:
                    steps.Add(new(FormulaOperation.Variable, IndexOf(variable.Name), 0));
                    break;
                case NegateNode negate:
                    Write(negate.Operand, below);
                    steps.Add(new(FormulaOperation.Negate, 0, 0));
                    break;
                case BinaryNode binary:
                    Write(binary.Left, below);
                    Write(binary.Right, below + 1);
                    steps.Add(new(CompiledFormula.OperationOf(binary.Operator), 0, 0));
                    break;
                case CallNode { Function: FormulaFunction.Round } round:
                    Write(round.Arguments[0], below);
                    steps.Add(new(FormulaOperation.Round, (int)((NumberNode)round.Arguments[1]).Value, 0));
                    break;
                case CallNode call:
                    for (var i = 0; i < call.Arguments.Length; i++)
                        Write(call.Arguments[i], below + i);
                    steps.Add(new(CompiledFormula.OperationOf(call.Function), 0, 0));
                    break;
            }
        }

        int IndexOf(string name)
        {
            var index = names.IndexOf(name);
            if (index >= 0)
                return index;
            names.Add(name);
            return names.Count - 1;
        }
    }
}
