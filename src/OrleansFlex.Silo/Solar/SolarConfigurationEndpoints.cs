using Microsoft.AspNetCore.Http.HttpResults;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Solar;
using OrleansFlex.Domain.Solar;
using OrleansFlex.Silo.Clients;
using OrleansFlex.Silo.Paging;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Requests;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Solar;

/// <summary>Solar configurations: the arrays of panels at a location.</summary>
internal static class SolarConfigurationEndpoints
{
    // The domain refuses 0 as well; this keeps absurd numbers away.
    private const double LeastKw = 1e-6;

    public static void MapSolarConfigurations(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/solar-configurations", Create);
        routes.MapGet("/solar-configurations", List);
        routes.MapGet("/solar-configurations/{solarConfigurationId}", Get);
        routes.MapPatch("/solar-configurations/{solarConfigurationId}", Update);
        routes.MapDelete("/solar-configurations/{solarConfigurationId}", Delete);
    }

    private static async Task<Created<SolarConfigurationBody>> Create(HttpContext context, IGrainFactory grains, TimeProvider clock)
    {
        var body = await JsonBody.ReadAsync(context);
        var command = new CreateSolarConfiguration
        {
            Array = new SolarArray(
                body.Number("capacity", LeastKw, SolarArray.LargestKw),
                Angle(body, "azimuth", SolarArray.LargestAzimuth, isRequired: true),
                Angle(body, "tilt", SolarArray.LargestTilt, isRequired: true)),
            UserId = body.ChosenId("userId"),
            LocationId = body.Guid("locationId"),
        };
        body.ThrowIfInvalid();
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var made = (await Configuration(context, grains, id).Create(command)).OrProblem();
        return TypedResults.Created($"/solar-configurations/{id}", SolarConfigurationBody.Of(made));
    }

    private static Task<Page<SolarConfigurationBody>> List(HttpContext context, IGrainFactory grains, IGridDatabase database)
    {
        var query = QueryFields.Of(context);
        var page = query.Page();
        query.ThrowIfInvalid();
        return CatalogPages.Of(
            database.Catalog,
            new CatalogQuery(context.GetClient(), CatalogKinds.SolarConfiguration),
            page,
            row => Configuration(context, grains, Guid.Parse(row.Id)).Get(),
            SolarConfigurationBody.Of,
            context.RequestAborted);
    }

    private static async Task<SolarConfigurationBody> Get(HttpContext context, IGrainFactory grains) =>
        SolarConfigurationBody.Of(await Configuration(context, grains).Get() ?? throw Unknown());

    private static async Task<SolarConfigurationBody> Update(HttpContext context, IGrainFactory grains)
    {
        var configuration = Configuration(context, grains);
        var body = await JsonBody.ReadAsync(context);
        body.RefuseNull("capacity");
        var command = new UpdateSolarConfiguration
        {
            Capacity = body.OptionalNumber("capacity", LeastKw, SolarArray.LargestKw),
            SetsAzimuth = body.Has("azimuth"),
            Azimuth = Angle(body, "azimuth", SolarArray.LargestAzimuth),
            SetsTilt = body.Has("tilt"),
            Tilt = Angle(body, "tilt", SolarArray.LargestTilt),
        };
        body.ThrowIfInvalid();
        return SolarConfigurationBody.Of((await configuration.Update(command)).OrProblem());
    }

    private static async Task<NoContent> Delete(HttpContext context, IGrainFactory grains) =>
        await Configuration(context, grains).Delete() ? TypedResults.NoContent() : throw Unknown();

    /// <summary>An angle that may be null, which says that it is not known.</summary>
    private static double? Angle(JsonFields body, string name, double largest, bool isRequired = false)
    {
        if (isRequired && !body.Has(name))
            body.Fail(name, "is required; null where it is not known");
        return body.OptionalNumber(name, 0, largest);
    }

    private static ISolarConfigurationGrain Configuration(HttpContext context, IGrainFactory grains) =>
        Configuration(context, grains, context.RouteGuid("solarConfigurationId"));

    private static ISolarConfigurationGrain Configuration(HttpContext context, IGrainFactory grains, Guid id) =>
        grains.GetGrain<ISolarConfigurationGrain>(GrainKeys.Of(context.GetClient(), id));

    private static ProblemException Unknown() => Problem.NotFound("There is no such solar configuration.");
}
