using System.Collections.Immutable;

namespace OrleansFlex.Domain;

/// <summary>An input that breaks its rules, with every issue found and where.</summary>
/// <param name="Code">Stable identifier of the kind of input, for example <c>price_signal.invalid</c>.</param>
/// <param name="Issues">At least one issue, in the order of the input.</param>
public sealed record InvalidInput(string Code, ImmutableArray<ValidationIssue> Issues)
    : Rejection(Code, Issues.IsDefaultOrEmpty ? "The input is invalid." : $"{Issues[0].Path}: {Issues[0].Message}")
{
    /// <summary>A refusal for one issue.</summary>
    public static InvalidInput At(string code, string path, string message) => new(code, [new ValidationIssue(path, message)]);

    /// <inheritdoc/>
    public bool Equals(InvalidInput? other) => other is not null && Code == other.Code && Issues.AsSpan().SequenceEqual(other.Issues.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Code, Issues.IsDefaultOrEmpty ? 0 : Issues[0].GetHashCode());
}
