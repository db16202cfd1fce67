using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Catalog;
using OrleansFlex.Contracts.Webhooks;
using OrleansFlex.Domain.Webhooks;
using OrleansFlex.Grains.Webhooks;
using OrleansFlex.Silo.Clients;
using OrleansFlex.Silo.Paging;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Requests;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Webhooks;

/// <summary>Webhooks: who is told of a tenant's events.</summary>
internal static class WebhookEndpoints
{
    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/webhooks", Create);
        routes.MapGet("/webhooks", List);
        routes.MapGet("/webhooks/{webhookId}", Get);
        routes.MapPatch("/webhooks/{webhookId}", Update);
        routes.MapDelete("/webhooks/{webhookId}", Delete);
        routes.MapPost("/webhooks/{webhookId}/test", Test);
        routes.MapGet("/webhooks/{webhookId}/deliveries", ListDeliveries);
    }

    private static async Task<WebhookBody> Create(HttpContext context, IGrainFactory grains, OutboundAddressGuard guard, SecretSeal seal, TimeProvider clock)
    {
        var body = await JsonBody.ReadAsync(context);
        var request = WebhookRequest.Read(body, isPatch: false, guard);
        body.ThrowIfInvalid();
        var client = context.GetClient();
        var draft = new WebhookDraft
        {
            Url = request.Url!,
            Secret = await seal.SealAsync(client, request.Secret!, context.RequestAborted),
            Events = request.Events ?? [EventNames.Any],
            ApiVersion = request.ApiVersion,
            Authentication = await HeaderAsync(client, request, seal, context.RequestAborted),
        };
        return WebhookBody.Of((await Book(context, grains).Create(Guid.CreateVersion7(clock.GetUtcNow()), draft)).OrProblem());
    }

    private static async Task<WebhookBody> Get(HttpContext context, IGrainFactory grains) =>
        WebhookBody.Of(await Webhook(context, grains).Get() ?? throw Unknown());

    private static async Task<WebhookBody> Update(HttpContext context, IGrainFactory grains, OutboundAddressGuard guard, SecretSeal seal)
    {
        var webhook = Webhook(context, grains);
        var body = await JsonBody.ReadAsync(context);
        var request = WebhookRequest.Read(body, isPatch: true, guard);
        body.ThrowIfInvalid();
        var client = context.GetClient();
        var change = new WebhookChange
        {
            Url = request.Url,
            Secret = request.Secret is { } secret ? await seal.SealAsync(client, secret, context.RequestAborted) : null,
            Events = request.Events,
            ApiVersion = request.ApiVersion,
            Authentication = await HeaderAsync(client, request, seal, context.RequestAborted),
            ClearsApiVersion = body.IsNull("apiVersion"),
            ClearsAuthentication = body.IsNull("authentication"),
        };
        return WebhookBody.Of(await webhook.Update(change) ?? throw Unknown());
    }

    private static async Task<NoContent> Delete(HttpContext context, IGrainFactory grains) =>
        await Book(context, grains).Delete(context.RouteGuid("webhookId")) ? TypedResults.NoContent() : throw Unknown();

    private static Task<Page<WebhookBody>> List(HttpContext context, IGrainFactory grains, IGridDatabase database)
    {
        var query = QueryFields.Of(context);
        var page = query.Page();
        query.ThrowIfInvalid();
        return CatalogPages.Of(
            database.Catalog,
            new CatalogQuery(context.GetClient(), CatalogKinds.Webhook),
            page,
            row => Webhook(context, grains, Guid.Parse(row.Id)).Get(),
            WebhookBody.Of,
            context.RequestAborted);
    }

    // Sent from here, so that the webhook does not wait for its subscriber.
    private static async Task<WebhookTestBody> Test(HttpContext context, IGrainFactory grains, IWebhookSender sender, TimeProvider clock)
    {
        var webhook = Webhook(context, grains);
        var target = await webhook.GetTarget() ?? throw Unknown();
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var outcome = await sender.SendAsync(target, id, DeliveryBody.Test(id, clock.GetUtcNow()), context.RequestAborted);
        if (outcome.IsSuccess)
            await webhook.Tested();
        return WebhookTestBody.Of(outcome);
    }

    private static async Task<Page<WebhookDeliveryBody>> ListDeliveries(HttpContext context, IGrainFactory grains)
    {
        var query = QueryFields.Of(context);
        var page = query.Page();
        query.ThrowIfInvalid();
        var all = await Webhook(context, grains).GetDeliveries() ?? throw Unknown();
        return NewestFirst.Page(all, page, Place, WebhookDeliveryBody.Of);
    }

    private static Cursor Place(WebhookDelivery delivery) => new(delivery.Number, delivery.Id.ToString("D"));

    private static async ValueTask<WebhookHeader?> HeaderAsync(string client, WebhookRequest request, SecretSeal seal, CancellationToken cancellation) =>
        request.HeaderName is { } name ? new WebhookHeader(name, await seal.SealAsync(client, request.HeaderValue!, cancellation)) : null;

    private static IWebhookBookGrain Book(HttpContext context, IGrainFactory grains) =>
        grains.GetGrain<IWebhookBookGrain>(GrainKeys.Of(context.GetClient()));

    private static IWebhookGrain Webhook(HttpContext context, IGrainFactory grains) => Webhook(context, grains, context.RouteGuid("webhookId"));

    private static IWebhookGrain Webhook(HttpContext context, IGrainFactory grains, Guid id) =>
        grains.GetGrain<IWebhookGrain>(GrainKeys.Of(context.GetClient(), id));

    private static ProblemException Unknown() => Problem.NotFound("There is no such webhook.");
}
