using System.Collections.Frozen;

namespace OrleansFlex.Silo.Documentation;

/// <summary>
/// What the OpenAPI document says about the operations of the API, in one table per concept: summaries for an integrator, the bodies and
/// the query parameters that the handlers read. An endpoint's own <c>Describe</c> wins.
/// </summary>
internal static partial class Descriptions
{
    // Lazy, because the tables use static shapes of other files, which have no order among themselves.
    private static readonly Lazy<FrozenDictionary<string, OperationDescription>> All = new(() =>
        Homes().Concat(DevicesTable()).Concat(Actions()).Concat(Flexibility()).Concat(Charging()).Concat(Solar()).Concat(Events()).Concat(Tariffs()).Concat(Simulations()).Concat(Sandbox())
            .ToFrozenDictionary(d => d.Key, d => d.Value, StringComparer.Ordinal));

    /// <summary>The description of an operation, or null where there is none.</summary>
    public static OperationDescription? Of(string method, string path) => All.Value.GetValueOrDefault($"{method} /{path.TrimStart('/')}");

    private static KeyValuePair<string, OperationDescription> Row(
        string key, string summary, Shape? body = null, IReadOnlyList<(string Name, Shape Shape)>? query = null, string? detail = null,
        Shape? answer = null) =>
        new(key, new OperationDescription(summary, detail, body, query ?? []) { Answer = answer });

    private static KeyValuePair<string, OperationDescription> With(
        this KeyValuePair<string, OperationDescription> row, Func<OperationDescription, OperationDescription> change) => new(row.Key, change(row.Value));

    private static KeyValuePair<string, OperationDescription> Conditional(this KeyValuePair<string, OperationDescription> row) =>
        row.With(description => description with { IsConditional = true });
}
