using System.Text.RegularExpressions;
using Microsoft.OpenApi;
using OrleansFlex.Silo.Versioning;

namespace OrleansFlex.Silo.Documentation;

/// <summary>The parameters of an operation in its path, its query and its headers.</summary>
internal static partial class Parameters
{
    private const string VersionKey = "EnodeVersion";

    // The ids that the server makes; the others are chosen by callers.
    private static readonly HashSet<string> Made = new(StringComparer.Ordinal)
    {
        "locationId", "segmentId", "policyId", "sessionId", "deviceId", "actionId", "webhookId", "simulationId", "solarConfigurationId",
    };

    public static void AddTo(OpenApiOperation operation, string path, OperationDescription? description, OpenApiDocument document)
    {
        operation.Parameters = [];
        foreach (Match match in Names().Matches(path))
            Add(ParameterLocation.Path, match.Groups[1].Value, Made.Contains(match.Groups[1].Value) ? Shape.Uuid : Shape.String);
        foreach (var (name, shape) in description?.Query ?? [])
            Add(ParameterLocation.Query, name, shape);
        foreach (var (name, shape) in description?.Headers ?? [])
            Add(ParameterLocation.Header, name, shape);
        if (description is { IsConditional: true })
            Add(ParameterLocation.Header, "If-None-Match?", Shape.String);
        operation.Parameters.Add(Version(document));

        void Add(ParameterLocation place, string name, Shape shape) => operation.Parameters.Add(new OpenApiParameter
        {
            Name = name.TrimEnd('?'),
            In = place,
            Required = !name.EndsWith('?'),
            Schema = shape.ToSchema(document),
        });
    }

    private static OpenApiParameterReference Version(OpenApiDocument document)
    {
        if (document.Components?.Parameters?.ContainsKey(VersionKey) != true)
        {
            document.AddComponent(VersionKey, new OpenApiParameter
            {
                Name = ApiVersion.Header,
                In = ParameterLocation.Header,
                Description = "The version of the API that the caller expects; another one is refused.",
                Schema = Shape.OneOf(ApiVersion.Current).ToSchema(document),
            });
        }
        return new OpenApiParameterReference(VersionKey, document);
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Names();
}
