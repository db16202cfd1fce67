using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Sites;
using OrleansFlex.Silo.Clients;
using OrleansFlex.Silo.Paging;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Requests;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Sites;

/// <summary>Locations of users.</summary>
internal static class LocationEndpoints
{
    public static void MapLocations(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/users/{userId}/locations", Create);
        routes.MapGet("/users/{userId}/locations", ListOfUser);
        routes.MapGet("/locations", List);
        routes.MapGet("/locations/{locationId}", Get);
        routes.MapPut("/locations/{locationId}", Update);
        routes.MapDelete("/locations/{locationId}", Delete);
    }

    private static async Task<LocationBody> Create(HttpContext context, IGrainFactory grains, TimeProvider clock)
    {
        var userId = context.ChosenId("userId");
        var body = await JsonBody.ReadAsync(context);
        var command = new CreateLocation
        {
            UserId = userId,
            Name = body.String("name"),
            Latitude = body.Number("latitude", -90, 90),
            Longitude = body.Number("longitude", -180, 180),
            TimezoneName = body.OptionalTimeZone("timezoneName") ?? "UTC",
            Zone = body.OptionalChosenId("zone"),
            Area = body.OptionalChosenId("area"),
        };
        body.ThrowIfInvalid();
        var site = Site(context, grains, Guid.CreateVersion7(clock.GetUtcNow()));
        return LocationBody.Of((await site.Create(command)).OrProblem());
    }

    private static async Task<LocationBody> Get(HttpContext context, IGrainFactory grains) =>
        LocationBody.Of(await Site(context, grains, context.RouteGuid("locationId")).Get() ?? throw Unknown());

    private static async Task<LocationBody> Update(HttpContext context, IGrainFactory grains)
    {
        var id = context.RouteGuid("locationId");
        var body = await JsonBody.ReadAsync(context);
        await RefuseNull(body, Site(context, grains, id));
        var command = new UpdateLocation
        {
            Name = body.OptionalString("name"),
            Latitude = body.OptionalNumber("latitude", -90, 90),
            Longitude = body.OptionalNumber("longitude", -180, 180),
            TimezoneName = body.OptionalTimeZone("timezoneName"),
            Zone = body.OptionalChosenId("zone"),
            Area = body.OptionalChosenId("area"),
        };
        body.ThrowIfInvalid();
        return LocationBody.Of((await Site(context, grains, id).Update(command)).OrProblem());
    }

    // A body that was read may be sent back, so null is fine where there is nothing.
    private static async Task RefuseNull(JsonFields body, ISiteGrain site)
    {
        if (!body.IsNull("zone") && !body.IsNull("area"))
            return;
        var known = await site.Get() ?? throw Unknown();
        if (body.IsNull("zone") && known.Zone is not null)
            body.Fail("zone", "must not be null: a location moves to another zone, but does not leave its own");
        if (body.IsNull("area") && known.Area is not null)
            body.Fail("area", "must not be null: a location moves to another area, but does not leave its own");
    }

    private static async Task<LocationBody> Delete(HttpContext context, IGrainFactory grains) =>
        LocationBody.Of((await Site(context, grains, context.RouteGuid("locationId")).Delete()).OrProblem());

    private static Task<Page<LocationBody>> List(HttpContext context, IGrainFactory grains, IGridDatabase database) =>
        Page(context, grains, database, null);

    private static Task<Page<LocationBody>> ListOfUser(HttpContext context, IGrainFactory grains, IGridDatabase database) =>
        Page(context, grains, database, context.ChosenId("userId"));

    private static Task<Page<LocationBody>> Page(HttpContext context, IGrainFactory grains, IGridDatabase database, string? userId)
    {
        var query = QueryFields.Of(context);
        var page = query.Page();
        query.ThrowIfInvalid();
        return CatalogPages.Of(
            database.Catalog,
            new CatalogQuery(context.GetClient(), CatalogKinds.Location) { UserId = userId },
            page,
            row => Site(context, grains, Guid.Parse(row.Id)).Get(),
            LocationBody.Of,
            context.RequestAborted);
    }

    private static ISiteGrain Site(HttpContext context, IGrainFactory grains, Guid id) =>
        grains.GetGrain<ISiteGrain>(GrainKeys.Of(context.GetClient(), id));

    private static ProblemException Unknown() => Problem.NotFound("There is no such location.");
}
