namespace OrleansFlex.Silo.Documentation;

/// <summary>What the OpenAPI document says about an operation that reads its request by hand.</summary>
/// <param name="Summary">One line: what it does.</param>
/// <param name="Detail">More, in Markdown.</param>
/// <param name="Body">The request's body.</param>
/// <param name="Query">The query parameters; a name that ends in <c>?</c> is optional.</param>
internal sealed record OperationDescription(string Summary, string? Detail, Shape? Body, IReadOnlyList<(string Name, Shape Shape)> Query);
