using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OrleansFlex.Silo.Clients;
using OrleansFlex.Silo.Hosting;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Requests;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Tests.Hosting;

/// <summary>A silo with endpoints that do nothing but show one part of the head each.</summary>
public sealed class ProbeSilo : IAsyncLifetime
{
    private RunningSilo? _silo;

    /// <summary>Signed in.</summary>
    public HttpClient Http => _silo!.Http;

    public async ValueTask InitializeAsync() => _silo = await (await RunningSilo.StartAsync(parts: new SiloParts(Endpoints: Map))).SignedInAsync();

    public ValueTask DisposeAsync() => _silo?.DisposeAsync() ?? default;

    private static void Map(WebApplication app)
    {
        app.MapPost("/probe/echo", static async (HttpContext context) =>
        {
            var body = await JsonBody.ReadAsync(context);
            var name = body.String("name");
            body.ThrowIfInvalid();
            return Results.Text(name);
        });
        app.MapGet("/probe/chosen/{id}/end", static (HttpContext context) => Results.Text(context.ChosenId("id")));
        app.MapGet("/probe/entity/{id}", static (HttpContext context) => Results.Text(context.RouteGuid("id").ToString()));
        app.MapGet("/probe/client", static (HttpContext context) => Results.Text(context.GetClient()));
        app.MapGet("/probe/list", static (HttpContext context) =>
        {
            var query = QueryFields.Of(context);
            var page = query.Page();
            var from = query.OptionalInstant("from");
            var areas = query.Many("area");
            query.OptionalOneOf("direction", "import", "export");
            query.OptionalGuid("vehicleId");
            query.ThrowIfInvalid();
            return Results.Text($"{page.Size} {page.After} {from:O} {string.Join("+", areas)}");
        });
        app.MapGet("/probe/instants", static () => new
        {
            whole = new DateTimeOffset(2025, 6, 1, 18, 0, 0, TimeSpan.Zero),
            parts = new DateTimeOffset(2025, 6, 1, 18, 0, 0, 250, TimeSpan.Zero),
            local = new DateTimeOffset(2025, 6, 1, 0, 0, 0, TimeSpan.FromHours(2)),
            none = (DateTimeOffset?)null,
        });
        app.MapGet("/probe/fails/{how}", static IResult (string how) => throw (how switch
        {
            "bug" => new InvalidOperationException("the secret inside"),
            "timeout" => new TimeoutException("the secret inside"),
            "storage" => new StorageUnavailableException("the secret inside"),
            "later" => Problem.Unavailable("Warming up.", TimeSpan.FromSeconds(2.5)),
            "conflict" => Problem.Conflict("Taken."),
            _ => Problem.NotFound("There is no such thing."),
        }));
    }
}
