namespace OrleansFlex.Silo.Documentation;

/// <summary>Adds descriptions to endpoints.</summary>
public static class Describing
{
    /// <summary>Query parameters of every list.</summary>
    public static readonly IReadOnlyList<(string Name, Shape Shape)> Paging =
        [("pageSize?", Shape.Integer), ("after?", Shape.String), ("before?", Shape.String)];

    /// <summary>Describes an operation for the OpenAPI document.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="summary">One line: what it does.</param>
    /// <param name="body">The request's body, if it takes one.</param>
    /// <param name="query">The query parameters; a name that ends in <c>?</c> is optional.</param>
    /// <param name="detail">More, in Markdown.</param>
    /// <param name="bodyType">Media type of the body.</param>
    public static TBuilder Describe<TBuilder>(
        this TBuilder endpoint, string summary, Shape? body = null, IReadOnlyList<(string Name, Shape Shape)>? query = null, string? detail = null,
        string bodyType = "application/json")
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new OperationDescription(summary, detail, body, query ?? []) { BodyType = bodyType });
}
