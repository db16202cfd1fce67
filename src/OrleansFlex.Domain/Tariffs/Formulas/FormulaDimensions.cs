namespace OrleansFlex.Domain.Tariffs.Formulas;

/// <summary>
/// Works out what each part of a formula measures. Numbers, and parts made of numbers alone, take the dimension of what they are
/// added to or compared with, and are scalars in products and quotients.
/// </summary>
internal sealed class FormulaDimensions(string text, IReadOnlyDictionary<string, TariffUnit> variables)
{
    /// <summary>The first thing found that is wrong.</summary>
    public FormulaFault? Fault { get; private set; }

    /// <summary>The dimension of a whole formula, which must be a rate; false with <see cref="Fault"/> otherwise.</summary>
    public bool IsRate(FormulaNode root)
    {
        if (Of(root) is not { } dimension)
            return false;
        if (dimension == Dimension.Rate)
            return true;
        Fail(root, dimension == Dimension.Literal
            ? "the formula must refer to at least one tariff per kWh"
            : "the formula must yield a rate (currency per kWh), but this is a scalar");
        return false;
    }

    private Dimension? Of(FormulaNode node) => node switch
    {
        NumberNode => Dimension.Literal,
        VariableNode variable => OfVariable(variable),
        NegateNode negate => Of(negate.Operand),
        BinaryNode { Operator: '+' or '-' } sum => Of(sum.Left) is { } left && Of(sum.Right) is { } right
            ? Joined(left, right, sum, sum.Operator == '+' ? "added" : "subtracted")
            : null,
        BinaryNode { Operator: '*' } product => Of(product.Left) is { } left && Of(product.Right) is { } right ? Multiplied(left, right, product) : null,
        BinaryNode quotient => Of(quotient.Left) is { } left && Of(quotient.Right) is { } right ? Divided(left, right, quotient) : null,
        CallNode { Function: FormulaFunction.Round or FormulaFunction.Abs } call => Of(call.Arguments[0]),
        CallNode call => OfBounds(call),
        _ => null,
    };

    private Dimension? OfVariable(VariableNode variable)
    {
        if (variables.TryGetValue(variable.Name, out var unit))
            return unit == TariffUnit.PerKwh ? Dimension.Rate : Dimension.Scalar;
        var hint = NearestName.HintFor(variable.Name, variables.Keys);
        if (hint.Length == 0)
            hint = FormulaFunctions.Find(variable.Name) is null ? "; it is not among the variables" : $"; the function is written {variable.Name}(…)";
        return Fail(variable, $"there is no variable '{(variable.Name.Length <= 40 ? variable.Name : variable.Name[..40] + "…")}'{hint}");
    }

    private Dimension? OfBounds(CallNode call)
    {
        Dimension? joined = Dimension.Literal;
        foreach (var argument in call.Arguments)
        {
            if (Of(argument) is not { } dimension)
                return null;
            joined = Joined(joined.Value, dimension, argument, $"compared by {FormulaFunctions.NameOf(call.Function)}");
            if (joined is null)
                return null;
        }

        return joined;
    }

    private Dimension? Joined(Dimension left, Dimension right, FormulaNode at, string how)
    {
        if (left == Dimension.Literal)
            return right;
        return right == Dimension.Literal || left == right
            ? left
            : Fail(at, $"a rate (currency per kWh) and a scalar cannot be {how}: {Word(left)} on the left, {Word(right)} on the right");
    }

    private Dimension? Multiplied(Dimension left, Dimension right, FormulaNode at) => (left, right) switch
    {
        (Dimension.Rate, Dimension.Rate) => Fail(at, "two rates (currency per kWh) cannot be multiplied; one of the factors must be a scalar"),
        _ => (Dimension)Math.Max((int)left, (int)right),
    };

    private Dimension? Divided(Dimension left, Dimension right, FormulaNode at) => (left, right) switch
    {
        (Dimension.Rate, Dimension.Rate) => Dimension.Scalar,
        (_, Dimension.Rate) => Fail(at, $"{(left == Dimension.Literal ? "a number" : "a scalar")} cannot be divided by a rate (currency per kWh)"),
        _ => (Dimension)Math.Max((int)left, (int)right),
    };

    private static string Word(Dimension dimension) => dimension == Dimension.Rate ? "a rate" : "a scalar";

    private Dimension? Fail(FormulaNode node, string message)
    {
        Fault ??= new FormulaFault(FormulaPlace.Of(text, node.At), message);
        return null;
    }
}
