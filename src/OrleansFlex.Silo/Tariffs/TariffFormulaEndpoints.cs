using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Tariffs;
using OrleansFlex.Domain.Tariffs;
using OrleansFlex.Domain.Tariffs.Formulas;
using OrleansFlex.Silo.Clients;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Tariffs;

/// <summary>Tariff formulas of locations.</summary>
internal static class TariffFormulaEndpoints
{
    public static void MapTariffFormulas(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/flex/locations/{locationId}/tariff-formula", Get);
        routes.MapPost("/flex/locations/{locationId}/tariff-formula", Set);
        routes.MapDelete("/flex/locations/{locationId}/tariff-formula", Delete);
    }

    /// <summary>The direction that a request's query names.</summary>
    internal static TariffDirection Direction(QueryFields query) =>
        TariffWords.Directions.GetValueOrDefault(query.OneOf("direction", [.. TariffWords.Directions.Keys]));

    private static async Task<TariffFormulaBody> Get(HttpContext context, IGrainFactory grains)
    {
        var locationId = context.RouteGuid("locationId");
        var query = QueryFields.Of(context);
        var direction = Direction(query);
        query.ThrowIfInvalid();
        var formula = (await Formula(context, grains, locationId).Get()).Of(direction) ?? throw Outcomes.Of(Refusal.Of(new FormulaUnknown(direction)));
        return TariffFormulaBody.Of(locationId, formula);
    }

    private static async Task<TariffFormulaBody> Set(HttpContext context, IGrainFactory grains)
    {
        var locationId = context.RouteGuid("locationId");
        var body = await JsonBody.ReadAsync(context);
        var command = new SetTariffFormula
        {
            Direction = body.Enum("direction", TariffWords.Directions),
            Variables = Variables(body),
            Formula = body.Text("formula", 1, FormulaParser.MaximumLength),
        };
        body.ThrowIfInvalid();
        return TariffFormulaBody.Of(locationId, (await Formula(context, grains, locationId).Set(command)).OrProblem());
    }

    private static async Task<NoContent> Delete(HttpContext context, IGrainFactory grains)
    {
        var locationId = context.RouteGuid("locationId");
        var query = QueryFields.Of(context);
        var direction = Direction(query);
        query.ThrowIfInvalid();
        (await Formula(context, grains, locationId).Delete(direction)).OrProblem();
        return TypedResults.NoContent();
    }

    private static ImmutableArray<FormulaVariable> Variables(JsonFields body)
    {
        var variables = body.Object("variables");
        var names = variables.Names.Take(FormulaCompiler.MaximumVariables + 1).ToArray();
        if (names.Length > FormulaCompiler.MaximumVariables)
        {
            body.Fail("variables", $"must have at most {FormulaCompiler.MaximumVariables} variables");
            return [];
        }

        return [.. names.Select(name => new FormulaVariable(name, variables.ChosenId(name)))];
    }

    private static ITariffFormulaGrain Formula(HttpContext context, IGrainFactory grains, Guid locationId) =>
        grains.GetGrain<ITariffFormulaGrain>(GrainKeys.Of(context.GetClient(), locationId));
}
