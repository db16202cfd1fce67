using System.Collections.Immutable;

namespace OrleansFlex.Domain.Tariffs.Formulas;

/// <summary>
/// Reads formulas by recursive descent; the grammar is in <c>tariffs.md</c>. Every part that cannot be read notes the fault once and
/// answers null, which all parts above pass on.
/// </summary>
public sealed class FormulaParser
{
    /// <summary>The longest formula, in UTF-16 units.</summary>
    public const int MaximumLength = 2000;

    /// <summary>The deepest nesting of parentheses, calls and signs.</summary>
    public const int MaximumDepth = 64;

    private const string Operand = "a number, a variable, a function, '-' or '('";

    private readonly string _text;
    private readonly FormulaLexer _lexer;
    private FormulaToken _token;
    private FormulaFault? _fault;
    private int _depth;

    private FormulaParser(string text)
    {
        _text = text;
        _lexer = new FormulaLexer(text);
        _token = _lexer.Next();
    }

    /// <summary>Reads a formula.</summary>
    /// <returns>Its root, or null with the fault.</returns>
    public static (FormulaNode? Root, FormulaFault? Fault) Parse(string text)
    {
        if (text.Length > MaximumLength)
            return (null, new FormulaFault(FormulaPlace.Of(text, MaximumLength), $"a formula has at most {MaximumLength} characters"));
        var parser = new FormulaParser(text);
        var root = parser.Sum();
        if (root is not null && parser._token.Kind != FormulaTokenKind.End)
            root = parser.Expected("an operator or the end of the formula");
        return root is null ? (null, parser._fault) : (root, null);
    }

    private FormulaNode? Sum() => Chain('+', '-', Product);

    private FormulaNode? Product() => Chain('*', '/', Unary);

    private FormulaNode? Chain(char first, char second, Func<FormulaNode?> operand)
    {
        var left = operand();
        while (left is not null && (_token.Is(first) || _token.Is(second)))
        {
            var sign = Take();
            left = operand() is { } right ? new BinaryNode(sign.At, sign.Text[0], left, right) : null;
        }

        return left;
    }

    private FormulaNode? Unary()
    {
        if (!_token.Is('-'))
            return Primary();
        var sign = _token;
        return Deeper(() => Unary() is { } operand ? new NegateNode(sign.At, operand) : null);
    }

    private FormulaNode? Primary()
    {
        if (_token.Kind == FormulaTokenKind.Number)
        {
            var number = Take();
            return new NumberNode(number.At, number.Value);
        }

        if (_token.Is('('))
            return Deeper(() => Sum() is { } inner && Take(')', "an operator or ')'") ? inner : null);
        if (_token.Kind != FormulaTokenKind.Name)
            return Expected(Operand);
        var name = Take();
        return _token.Is('(') ? Call(name) : new VariableNode(name.At, name.Text);
    }

    private FormulaNode? Call(FormulaToken name)
    {
        if (FormulaFunctions.Find(name.Text) is not { } function)
        {
            var hint = NearestName.HintFor(name.Text, FormulaFunctions.Names);
            return Fail(name.At, $"there is no function {name.Shown}{(hint.Length > 0 ? hint : $"; there are {string.Join(", ", FormulaFunctions.Names)}")}");
        }

        return Deeper(() =>
        {
            var count = FormulaFunctions.ArgumentsOf(function);
            var arguments = ImmutableArray.CreateBuilder<FormulaNode>(count);
            for (var i = 0; i < count; i++)
            {
                if (i > 0 && !Take(',', $"',': {name.Text} takes {count} arguments"))
                    return null;
                if (Sum() is not { } argument)
                    return null;
                arguments.Add(argument);
            }

            return Take(')', $"')': {name.Text} takes {count} argument{(count == 1 ? "" : "s")}")
                ? Checked(new CallNode(name.At, function, arguments.MoveToImmutable()))
                : null;
        });
    }

    private FormulaNode? Checked(CallNode call)
    {
        if (call.Function != FormulaFunction.Round
            || call.Arguments[1] is NumberNode { Value: >= 0 and <= 10 } places && places.Value == decimal.Truncate(places.Value))
            return call;
        return Fail(call.Arguments[1].At, "expected the number of decimal places, a whole number from 0 to 10, as the second argument of round");
    }

    // Goes over the token that opens the deeper level.
    private FormulaNode? Deeper(Func<FormulaNode?> part)
    {
        if (++_depth > MaximumDepth)
            return Fail(_token.At, $"a formula is nested at most {MaximumDepth} deep");
        Take();
        var node = part();
        _depth--;
        return node;
    }

    private bool Take(char symbol, string expected)
    {
        if (_token.Is(symbol))
        {
            Take();
            return true;
        }

        Expected(expected);
        return false;
    }

    private FormulaToken Take()
    {
        var token = _token;
        _token = _lexer.Next();
        return token;
    }

    private FormulaNode? Expected(string what) => _token.Kind == FormulaTokenKind.Fault
        ? Fail(_token.At, _token.Text)
        : Fail(_token.At, $"expected {what}, found {_token.Shown}");

    private FormulaNode? Fail(int at, string message)
    {
        _fault ??= new FormulaFault(FormulaPlace.Of(_text, at), message);
        return null;
    }
}
