using Microsoft.AspNetCore.Http.HttpResults;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Sites;
using OrleansFlex.Contracts.Wire;
using OrleansFlex.Silo.Clients;
using OrleansFlex.Silo.Paging;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Requests;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Sites;

/// <summary>Users: they exist from their first location or device.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/users", List);
        routes.MapGet("/users/{userId}", Get);
        routes.MapDelete("/users/{userId}", Delete);
    }

    private static async Task<UserBody> Get(HttpContext context, IGrainFactory grains) =>
        UserBody.Of(await User(context, grains, context.ChosenId("userId")).Get() ?? throw Unknown());

    private static async Task<NoContent> Delete(HttpContext context, IGrainFactory grains, IGridDatabase database)
    {
        var userId = context.ChosenId("userId");
        var existed = await User(context, grains, userId).Delete();

        // Also where the user is gone already, so that a deletion that was cut short is finished by repeating it.
        await database.Sessions.EraseUserAsync(context.GetClient(), userId, CancellationToken.None);
        return existed ? TypedResults.NoContent() : throw Unknown();
    }

    private static Task<Page<UserBody>> List(HttpContext context, IGrainFactory grains, IGridDatabase database)
    {
        var query = QueryFields.Of(context);
        var page = query.Page();
        query.ThrowIfInvalid();
        return CatalogPages.Of(
            database.Catalog,
            new CatalogQuery(context.GetClient(), CatalogKinds.User),
            page,
            row => User(context, grains, row.Id).Get(),
            UserBody.Of,
            context.RequestAborted);
    }

    private static IUserGrain User(HttpContext context, IGrainFactory grains, string userId) =>
        grains.GetGrain<IUserGrain>(GrainKeys.Of(context.GetClient(), userId));

    private static ProblemException Unknown() => Problem.NotFound("There is no such user.");
}

/// <summary>A user on the wire.</summary>
public sealed record UserBody(string Id, DateTimeOffset CreatedAt, IReadOnlyList<VendorBody> LinkedVendors, IReadOnlyList<string> Scopes)
{
    public static UserBody Of(User user) => new(
        user.Id,
        Wire.Instant(user.CreatedAtMs),
        [.. user.Devices.Select(device => new VendorBody(device.Vendor, device.Type, true)).Distinct()],
        [.. user.Devices.SelectMany(ScopesOf).Distinct()]);

    private static IEnumerable<string> ScopesOf(LinkedDevice device) =>
        device.Scopes ?? (AssetTypes.TryParse(device.Type, out var type) ? Contracts.Assets.Scopes.Of(type) : []);
}

/// <summary>A vendor whose devices a user has linked.</summary>
public sealed record VendorBody(string Vendor, string VendorType, bool IsValid);
