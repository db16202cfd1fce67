using System.Diagnostics.CodeAnalysis;

namespace OrleansFlex.Domain;

/// <summary>The outcome of a decision: either a value, usually the new state, or the <see cref="Rejection"/> that says why not.</summary>
/// <typeparam name="T">The value of an accepted decision.</typeparam>
[SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "Decision.Accept and Decision.Refuse are the alternates.")]
public readonly struct Decision<T> : IEquatable<Decision<T>>
{
    private readonly T? _value;

    internal Decision(T value) => (_value, Rejection, IsAccepted) = (value, null, true);

    internal Decision(Rejection rejection) => (_value, Rejection, IsAccepted) = (default, rejection, false);

    /// <summary>Whether the decision was accepted. The default instance is neither accepted nor carries a rejection.</summary>
    public bool IsAccepted { get; }

    /// <summary>The refusal, or null when accepted.</summary>
    public Rejection? Rejection { get; }

    /// <summary>The accepted value.</summary>
    /// <exception cref="InvalidOperationException">The decision was refused; ask <see cref="IsAccepted"/> first.</exception>
    public T Value => IsAccepted ? _value! : throw new InvalidOperationException($"Refused: {Rejection?.Code ?? "no decision"}.");

    /// <summary>Accepts with a value.</summary>
    public static implicit operator Decision<T>(T value) => new(value);

    /// <summary>Refuses.</summary>
    public static implicit operator Decision<T>(Rejection rejection) => new(rejection);

    /// <summary>Equal values or equal rejections.</summary>
    public static bool operator ==(Decision<T> left, Decision<T> right) => left.Equals(right);

    /// <summary>The negation of equality.</summary>
    public static bool operator !=(Decision<T> left, Decision<T> right) => !left.Equals(right);

    /// <summary>Tells which of the two it is, in one step.</summary>
    public bool TryGet([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out Rejection? rejection)
    {
        value = _value;
        rejection = Rejection;
        return IsAccepted;
    }

    /// <summary>Maps both cases onto one result.</summary>
    public TResult Match<TResult>(Func<T, TResult> accepted, Func<Rejection, TResult> refused) =>
        IsAccepted ? accepted(_value!) : refused(Rejection!);

    /// <inheritdoc/>
    public bool Equals(Decision<T> other) => IsAccepted == other.IsAccepted
        && EqualityComparer<T?>.Default.Equals(_value, other._value)
        && Equals(Rejection, other.Rejection);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Decision<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(IsAccepted, _value, Rejection);

    /// <inheritdoc/>
    public override string ToString() => IsAccepted ? $"Accepted({_value})" : $"Refused({Rejection?.Code})";
}

/// <summary>Makes decisions where the implicit conversions do not apply, such as for interface types.</summary>
public static class Decision
{
    /// <summary>Accepts with a value.</summary>
    public static Decision<T> Accept<T>(T value) => new(value);

    /// <summary>Refuses.</summary>
    public static Decision<T> Refuse<T>(Rejection rejection) => new(rejection);
}
