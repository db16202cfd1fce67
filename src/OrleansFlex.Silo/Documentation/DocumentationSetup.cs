namespace OrleansFlex.Silo.Documentation;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c> and a page at <c>/docs</c> that browses it; both work offline.</summary>
internal static class DocumentationSetup
{
    private const string DocumentPath = "/openapi/v1.json";

    public static IServiceCollection AddDocumentation(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer(DocumentTransformer.TransformAsync);
        options.AddSchemaTransformer(SchemaTransformer.TransformAsync);
        options.AddOperationTransformer(OperationTransformer.TransformAsync);
    });

    public static IApplicationBuilder UseDocumentationPage(this IApplicationBuilder app) => app.UseSwaggerUI(page =>
    {
        page.RoutePrefix = "docs";
        page.DocumentTitle = "OrleansFlex";
        page.SwaggerEndpoint(DocumentPath, "Flex API");
    });

    public static void MapDocumentation(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi().AllowAnonymous();
        routes.MapGet("/", () => Welcome).AllowAnonymous().ExcludeFromDescription();
        // Browsers ask for it on every page and would report its absence.
        routes.MapGet("/favicon.ico", () => Results.NoContent()).AllowAnonymous().ExcludeFromDescription();
    }

    private static readonly object Welcome = new
    {
        name = "OrleansFlex",
        description = "Flexibility of homes and their electric assets: a Flex API.",
        links = new
        {
            documentation = "/docs",
            openApi = DocumentPath,
            token = "/oauth2/token",
            ready = "/health/ready",
        },
    };
}
