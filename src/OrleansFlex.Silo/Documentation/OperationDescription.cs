namespace OrleansFlex.Silo.Documentation;

/// <summary>What the OpenAPI document says about an operation that reads its request by hand.</summary>
/// <param name="Summary">One line: what it does.</param>
/// <param name="Detail">More, in Markdown.</param>
/// <param name="Body">The request's body.</param>
/// <param name="Query">The query parameters; a name that ends in <c>?</c> is optional.</param>
internal sealed record OperationDescription(string Summary, string? Detail, Shape? Body, IReadOnlyList<(string Name, Shape Shape)> Query)
{
    /// <summary>Media type of the request's body.</summary>
    public string BodyType { get; init; } = Json;

    /// <summary>The body of 200, where the handler writes it by hand; otherwise the type that it returns tells.</summary>
    public Shape? Answer { get; init; }

    /// <summary>Media type of <see cref="Answer"/>.</summary>
    public string AnswerType { get; init; } = Json;

    /// <summary>Request headers that only this operation reads; a name that ends in <c>?</c> is optional.</summary>
    public IReadOnlyList<(string Name, Shape Shape)> Headers { get; init; } = [];

    /// <summary>The answer has an <c>ETag</c>, and <c>If-None-Match</c> is answered with 304.</summary>
    public bool IsConditional { get; init; }

    /// <summary>The answer of 200 is a stream of server-sent events.</summary>
    public OperationDescription AsEvents() => this with { Answer = Shape.String, AnswerType = "text/event-stream" };

    private const string Json = "application/json";
}
