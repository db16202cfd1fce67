using Microsoft.AspNetCore.Http.HttpResults;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Tariffs;
using OrleansFlex.Domain.Tariffs;
using OrleansFlex.Silo.Clients;
using OrleansFlex.Silo.Paging;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Requests;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Tariffs;

/// <summary>Tariffs: rates over time, per kWh, or multipliers, from which formulas make what energy costs at a location.</summary>
internal static class TariffEndpoints
{
    public static void MapTariffs(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/flex/tariffs", List);
        routes.MapPost("/flex/tariffs/{tariffId}", Create);
        routes.MapGet("/flex/tariffs/{tariffId}", Get);
        routes.MapDelete("/flex/tariffs/{tariffId}", Delete);
    }

    /// <summary>The grain of a tariff of the caller.</summary>
    internal static ITariffGrain Tariff(HttpContext context, IGrainFactory grains, string tariffId) =>
        grains.GetGrain<ITariffGrain>(GrainKeys.Of(context.GetClient(), tariffId));

    private static async Task<Results<Created<TariffBody>, Ok<TariffBody>>> Create(HttpContext context, IGrainFactory grains)
    {
        var tariffId = context.ChosenId("tariffId");
        var body = await JsonBody.ReadAsync(context);
        var direction = body.Enum("direction", TariffWords.Directions);
        var unit = body.Enum("per", TariffWords.Units);
        var currency = body.OptionalString("currency", 1, 16);
        body.ThrowIfInvalid();
        var definition = TariffDefinition.Check(direction, unit, currency);
        if (definition.Rejection is { } rejection)
            throw Outcomes.Of(Refusal.Of(rejection));

        var made = (await Tariff(context, grains, tariffId).Create(definition.Value)).OrProblem();
        var view = TariffBody.Of(made.Tariff);
        return made.IsNew ? TypedResults.Created($"/flex/tariffs/{Uri.EscapeDataString(tariffId)}", view) : TypedResults.Ok(view);
    }

    private static async Task<TariffBody> Get(HttpContext context, IGrainFactory grains)
    {
        var tariffId = context.ChosenId("tariffId");
        return TariffBody.Of(await Tariff(context, grains, tariffId).Get() ?? throw Outcomes.Of(Refusal.Of(new TariffUnknown(tariffId))));
    }

    private static async Task<NoContent> Delete(HttpContext context, IGrainFactory grains)
    {
        (await Tariff(context, grains, context.ChosenId("tariffId")).Delete()).OrProblem();
        return TypedResults.NoContent();
    }

    private static Task<Page<TariffBody>> List(HttpContext context, IGrainFactory grains, IGridDatabase database)
    {
        var query = QueryFields.Of(context);
        var page = query.Page();
        query.ThrowIfInvalid();
        return CatalogPages.Of(
            database.Catalog,
            new CatalogQuery(context.GetClient(), CatalogKinds.Tariff),
            page,
            row => Tariff(context, grains, row.Id).Get(),
            TariffBody.Of,
            context.RequestAborted);
    }
}
