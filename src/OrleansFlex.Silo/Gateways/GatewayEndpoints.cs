using Microsoft.AspNetCore.Http.HttpResults;
using OrleansFlex.Contracts.Wire;
using OrleansFlex.Silo.Clients;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Requests;
using OrleansFlex.Silo.Sandbox;
using OrleansFlex.Silo.Webhooks;

namespace OrleansFlex.Silo.Gateways;

/// <summary>Adapters that drive the devices of a vendor.</summary>
internal static class GatewayEndpoints
{
    private const int VendorLength = 64;

    public static void MapGateways(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/gateways", List);
        routes.MapGet("/gateways/{vendor}", Get);
        routes.MapPut("/gateways/{vendor}", Put);
        routes.MapDelete("/gateways/{vendor}", Delete);
    }

    private static async Task<GatewaysBody> List(HttpContext context, GatewayRegistry registry) =>
        new([.. (await registry.ListAsync(context.GetClient(), context.RequestAborted)).Select(GatewayBody.Of)]);

    private static async Task<GatewayBody> Get(HttpContext context, GatewayRegistry registry) =>
        await registry.FindAsync(context.GetClient(), context.ChosenId("vendor"), context.RequestAborted) is { } gateway ? GatewayBody.Of(gateway) : throw Unknown();

    private static async Task<GatewayBody> Put(HttpContext context, GatewayRegistry registry, OutboundAddressGuard guard, TimeProvider clock)
    {
        var vendor = context.ChosenId("vendor");
        var body = await JsonBody.ReadAsync(context);
        var url = body.String("commandUrl", 8, 2000);
        var secret = body.String("secret", 16, 256);
        if (url.Length > 0 && guard.Check(url, out _) is { } wrong)
            body.Fail("commandUrl", wrong);
        if (vendor.Length > VendorLength || vendor == SandboxSettlement.Vendor)
            body.Fail("vendor", vendor.Length > VendorLength ? $"must be 1 to {VendorLength} characters" : "is kept for simulated devices");
        body.ThrowIfInvalid();
        var gateway = new RegisteredGateway(vendor, url, secret, clock.GetUtcNow().ToUnixTimeMilliseconds());
        if (!await registry.PutAsync(context.GetClient(), gateway, CancellationToken.None))
            throw Problem.Conflict($"At most {GatewayRegistry.Most} gateways can be registered.");
        return GatewayBody.Of(gateway);
    }

    private static async Task<NoContent> Delete(HttpContext context, GatewayRegistry registry) =>
        await registry.RemoveAsync(context.GetClient(), context.ChosenId("vendor"), CancellationToken.None) ? TypedResults.NoContent() : throw Unknown();

    private static ProblemException Unknown() => Problem.NotFound("There is no gateway for this vendor.");
}

/// <summary>The gateways of a tenant on the wire.</summary>
public sealed record GatewaysBody(IReadOnlyList<GatewayBody> Data);

/// <summary>A gateway on the wire; its secret is never given out.</summary>
public sealed record GatewayBody(string Vendor, string CommandUrl, DateTimeOffset UpdatedAt)
{
    internal static GatewayBody Of(RegisteredGateway gateway) => new(gateway.Vendor, gateway.CommandUrl, Wire.Instant(gateway.UpdatedAtMs));
}
