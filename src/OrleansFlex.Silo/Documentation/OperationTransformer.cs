using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using OrleansFlex.Silo.Problems;

namespace OrleansFlex.Silo.Documentation;

/// <summary>Writes an endpoint's description, its errors and whether it needs a token into the OpenAPI document.</summary>
internal static class OperationTransformer
{
    public static Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var description = metadata.OfType<OperationDescription>().LastOrDefault()
            ?? Descriptions.Of(context.Description.HttpMethod ?? "", context.Description.RelativePath ?? "");
        if (description is not null)
            Apply(operation, description);
        operation.Tags = new HashSet<OpenApiTagReference> { new(TagOf(context.Description.RelativePath ?? ""), context.Document) };
        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "A problem (RFC 9457).",
            Content = new Dictionary<string, OpenApiMediaType> { [ProblemWriter.MediaType] = new() { Schema = ProblemShape.ToSchema() } },
        };
        if (!metadata.OfType<IAllowAnonymous>().Any())
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(DocumentTransformer.Scheme, context.Document)] = [] }];
        return Task.CompletedTask;
    }

    private static readonly Shape ProblemShape = Shape.Object(
        ("type", Shape.String), ("title", Shape.String), ("status", Shape.Integer), ("detail", Shape.String),
        ("issues?", Shape.ListOf(Shape.Object(("path", Shape.String), ("message", Shape.String)))));

    // The concept a path is about: its first part, or the second below "flex" and below a user.
    private static string TagOf(string path)
    {
        var parts = path.Split('/');
        var tag = parts switch
        {
            ["flex", "locations", ..] => "tariffs",
            ["flex", var concept, ..] => concept,
            ["users", _, var concept, ..] => concept,
            _ => parts[0],
        };
        return tag == "oauth2" ? "tokens" : tag;
    }

    private static void Apply(OpenApiOperation operation, OperationDescription description)
    {
        operation.Summary = description.Summary;
        operation.Description = description.Detail;
        operation.Parameters ??= [];
        foreach (var (name, shape) in description.Query)
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = name.TrimEnd('?'),
                In = ParameterLocation.Query,
                Required = !name.EndsWith('?'),
                Schema = shape.ToSchema(),
            });
        }
        if (description.Body is { } body)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = body.ToSchema() } },
            };
        }
    }
}
