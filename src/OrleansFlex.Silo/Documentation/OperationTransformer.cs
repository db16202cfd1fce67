using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace OrleansFlex.Silo.Documentation;

/// <summary>Writes an endpoint's description, its parameters, its answers and whether it needs a token into the OpenAPI document.</summary>
internal static class OperationTransformer
{
    private const string TokenPath = "oauth2/token";

    public static Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var document = context.Document!;
        var (method, path) = (context.Description.HttpMethod ?? "", context.Description.RelativePath ?? "");
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var description = metadata.OfType<OperationDescription>().LastOrDefault() ?? Descriptions.Of(method, path);
        var needsToken = !metadata.OfType<IAllowAnonymous>().Any();
        operation.Tags = new HashSet<OpenApiTagReference> { new(TagOf(path), document) };
        Parameters.AddTo(operation, path, description, document);
        if (description is not null)
            Apply(operation, description, document);
        Answers.AddTo(operation, description, OperationErrors.Of($"{method} /{path}", description?.Body is not null && path != TokenPath, needsToken), document);
        if (needsToken)
            operation.Security = [Requires(DocumentTransformer.Scheme)];
        else if (path == TokenPath)
            operation.Security = [Requires(DocumentTransformer.BasicScheme), []];
        return Task.CompletedTask;

        OpenApiSecurityRequirement Requires(string scheme) => new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };
    }

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

    private static void Apply(OpenApiOperation operation, OperationDescription description, OpenApiDocument document)
    {
        operation.Summary = description.Summary;
        operation.Description = description.Detail;
        if (description.Body is not { } body)
            return;
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType> { [description.BodyType] = new() { Schema = body.ToSchema(document) } },
        };
    }
}
