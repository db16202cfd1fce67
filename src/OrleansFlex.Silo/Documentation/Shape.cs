using Microsoft.OpenApi;

namespace OrleansFlex.Silo.Documentation;

/// <summary>What a JSON value looks like, for the OpenAPI document. Handlers read bodies by hand, so their form is told here.</summary>
public sealed class Shape
{
    private readonly Func<OpenApiDocument, IOpenApiSchema> _schema;

    private Shape(Func<OpenApiDocument, IOpenApiSchema> schema) => _schema = schema;

    /// <summary>Text.</summary>
    public static Shape String { get; } = Plain(JsonSchemaType.String);

    /// <summary>A number.</summary>
    public static Shape Number { get; } = Plain(JsonSchemaType.Number);

    /// <summary>A whole number.</summary>
    public static Shape Integer { get; } = Plain(JsonSchemaType.Integer);

    /// <summary>True or false.</summary>
    public static Shape Bool { get; } = Plain(JsonSchemaType.Boolean);

    /// <summary>An RFC 3339 instant with its offset.</summary>
    public static Shape Instant { get; } = Plain(JsonSchemaType.String, "date-time");

    /// <summary>A local date.</summary>
    public static Shape Date { get; } = Plain(JsonSchemaType.String, "date");

    /// <summary>A UUID.</summary>
    public static Shape Uuid { get; } = Plain(JsonSchemaType.String, "uuid");

    /// <summary>An object whose members are not told.</summary>
    public static Shape Map { get; } = Plain(JsonSchemaType.Object);

    /// <summary>One of the given words.</summary>
    public static Shape OneOf(params IReadOnlyList<string> words) => new(_ => new OpenApiSchema
    {
        Type = JsonSchemaType.String,
        Enum = [.. words.Select(word => System.Text.Json.Nodes.JsonValue.Create(word))],
    });

    /// <summary>A list.</summary>
    public static Shape ListOf(Shape item) => new(document => new OpenApiSchema { Type = JsonSchemaType.Array, Items = item.ToSchema(document) });

    /// <summary>An object. A member whose name ends in <c>?</c> may be left out.</summary>
    public static Shape Object(params IReadOnlyList<(string Name, Shape Shape)> members) => new(document => new OpenApiSchema
    {
        Type = JsonSchemaType.Object,
        Properties = members.ToDictionary(m => m.Name.TrimEnd('?'), m => m.Shape.ToSchema(document)),
        Required = members.Where(m => !m.Name.EndsWith('?')).Select(m => m.Name).ToHashSet(),
    });

    /// <summary>An object whose members all have names that callers choose, and values alike.</summary>
    public static Shape MapOf(Shape value) => new(document => new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = value.ToSchema(document) });

    /// <summary>One of several forms.</summary>
    public static Shape Either(params IReadOnlyList<Shape> forms) => new(document => new OpenApiSchema { AnyOf = [.. forms.Select(form => form.ToSchema(document))] });

    /// <summary>The same, told once under a name and referred to from elsewhere.</summary>
    public Shape Named(string name) => new(document =>
    {
        if (document.Components?.Schemas?.ContainsKey(name) != true)
            document.AddComponent(name, (OpenApiSchema)_schema(document));
        return new OpenApiSchemaReference(name, document);
    });

    /// <summary>The value may also be null.</summary>
    public Shape OrNull() => new(document =>
    {
        if (_schema(document) is not OpenApiSchema schema)
            return new OpenApiSchema { AnyOf = [new OpenApiSchema { Type = JsonSchemaType.Null }, _schema(document)] };
        schema.Type |= JsonSchemaType.Null;
        return schema;
    });

    internal IOpenApiSchema ToSchema(OpenApiDocument document) => _schema(document);

    private static Shape Plain(JsonSchemaType type, string? format = null) => new(_ => new OpenApiSchema { Type = type, Format = format });
}
