using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using OrleansFlex.Contracts.Wire;

namespace OrleansFlex.Silo.Documentation;

/// <summary>Corrects the schemas that follow from types where bodies are written in another way: instants, numbers, members left out.</summary>
internal static class SchemaTransformer
{
    public static async Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        var type = context.JsonTypeInfo.Type;
        if (type == typeof(DateTimeOffset))
            schema.Type = JsonSchemaType.String;
        else if (type == typeof(DateTimeOffset?))
            schema.Type = JsonSchemaType.String | JsonSchemaType.Null;
        else if (type == typeof(string) && context.JsonPropertyInfo is { Name: "from" or "to" })
            schema.Format = "date";
        // Numbers are read from text too, but never written as text.
        if (schema.Type is { } kind && (kind & (JsonSchemaType.Number | JsonSchemaType.Integer)) != 0 && kind.HasFlag(JsonSchemaType.String))
        {
            schema.Type = kind & ~JsonSchemaType.String;
            schema.Pattern = null;
        }
        foreach (var member in context.JsonTypeInfo.Properties)
        {
            if (member.AttributeProvider?.IsDefined(typeof(JsonIgnoreAttribute), inherit: true) == true)
                schema.Required?.Remove(member.Name);
        }
        if (type == typeof(SessionOutcomesBody))
            schema.Properties!["latest"] = await OutcomesAsync(context, cancellation);
    }

    private static async Task<OpenApiSchema> OutcomesAsync(OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        var forms = new List<IOpenApiSchema> { new OpenApiSchema { Type = JsonSchemaType.Null } };
        foreach (var form in new[] { typeof(OnTargetBody), typeof(OffTargetBody), typeof(ImmediateOutcomeBody) })
            forms.Add(await context.GetOrCreateSchemaAsync(form, cancellationToken: cancellation));
        return new OpenApiSchema { AnyOf = forms };
    }
}
