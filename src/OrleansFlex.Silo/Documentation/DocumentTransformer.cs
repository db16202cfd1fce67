using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using OrleansFlex.Silo.Versioning;

namespace OrleansFlex.Silo.Documentation;

/// <summary>Title, version and token scheme of the OpenAPI document.</summary>
internal static class DocumentTransformer
{
    public const string Scheme = "clientCredentials";

    public const string BasicScheme = "basic";

    public static Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info = new OpenApiInfo
        {
            Title = "OrleansFlex Flex API",
            Version = ApiVersion.Current,
            Description = "Flexibility of homes and their electric assets. Errors are problem documents; lists are paged by cursor; instants are RFC 3339 with an offset.",
        };
        // Relative, so that the document is right behind any proxy.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.OAuth2,
            Flows = new OpenApiOAuthFlows
            {
                ClientCredentials = new OpenApiOAuthFlow
                {
                    TokenUrl = new Uri("/oauth2/token", UriKind.Relative),
                    Scopes = new Dictionary<string, string>(),
                },
            },
        };
        document.Components.SecuritySchemes[BasicScheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "basic",
            Description = "Client id and secret, at the token endpoint only.",
        };
        // Only what operations are filed under, in the order of the operations.
        document.Tags = document.Paths.Values
            .SelectMany(path => path.Operations?.Values.ToArray() ?? [])
            .SelectMany(operation => operation.Tags ?? new HashSet<OpenApiTagReference>())
            .Select(tag => tag.Reference.Id!)
            .Distinct(StringComparer.Ordinal)
            .Select(name => new OpenApiTag { Name = name })
            .ToHashSet();
        return Task.CompletedTask;
    }
}
