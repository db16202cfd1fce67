using System.Collections.Immutable;
using OrleansFlex.Domain;

namespace OrleansFlex.Contracts;

/// <summary>What a grain answers to a command: a value, or a refusal as data. Refusals never travel as exceptions.</summary>
/// <typeparam name="T">The value's type.</typeparam>
[GenerateSerializer, Immutable, Alias("outcome`1")]
public sealed record Outcome<T>([property: Id(0)] T? Value, [property: Id(1)] Refusal? Refusal)
{
    /// <summary>True where the command was carried out.</summary>
    public bool IsAccepted => Refusal is null;

    /// <summary>Wraps a value.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>Wraps a refusal.</summary>
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}

/// <summary>Why a command was not carried out; nothing has changed.</summary>
/// <param name="Code">A stable code, the key of the table of problems.</param>
/// <param name="Message">A sentence for the caller, naming the entities concerned.</param>
[GenerateSerializer, Immutable, Alias("refusal")]
public sealed record Refusal([property: Id(0)] string Code, [property: Id(1)] string Message)
{
    /// <summary>The members of the request concerned, where they are known.</summary>
    [Id(2)] public ImmutableArray<ValidationIssue> Issues { get; init; } = [];

    /// <summary>When another attempt makes sense, where that is known; milliseconds.</summary>
    [Id(3)] public long? RetryAfterMs { get; init; }

    /// <summary>A refusal of the domain as it crosses a grain call.</summary>
    public static Refusal Of(Rejection rejection) => new(rejection.Code, rejection.Message)
    {
        Issues = rejection switch
        {
            InvalidInput invalid => invalid.Issues,
            { Path: { } path } => [new ValidationIssue(path, rejection.Message)],
            _ => [],
        },
    };

    /// <summary>A refusal that concerns one member of the request.</summary>
    public static Refusal At(string code, string path, string message) =>
        new(code, message) { Issues = [new ValidationIssue(path, message)] };
}

/// <summary>The value of a command that yields none.</summary>
[GenerateSerializer, Immutable, Alias("done")]
public sealed record Done
{
    /// <summary>The only instance needed.</summary>
    public static Done Instance { get; } = new();
}
