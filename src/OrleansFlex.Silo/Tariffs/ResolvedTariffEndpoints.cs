using System.Security.Cryptography;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Sites;
using OrleansFlex.Contracts.Wire;
using OrleansFlex.Domain.Schedules;
using OrleansFlex.Domain.Tariffs;
using OrleansFlex.Grains.Tariffs;
using OrleansFlex.Silo.Clients;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Tariffs;

/// <summary>What energy costs or earns at a location over time, by its formula.</summary>
internal static class ResolvedTariffEndpoints
{
    public static void MapResolvedTariffs(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/flex/locations/{locationId}/tariffs/resolved", Get).Produces<ResolvedTariffBody>();

    private static async Task Get(HttpContext context, IGrainFactory grains, TariffCurves curves)
    {
        var locationId = context.RouteGuid("locationId");
        var query = QueryFields.Of(context);
        var direction = TariffFormulaEndpoints.Direction(query);
        var (from, to) = query.Dates(TariffSeriesEndpoints.MaximumDays);
        var page = query.Page("direction");
        query.ThrowIfInvalid();
        var site = await grains.GetGrain<ISiteGrain>(GrainKeys.Of(context.GetClient(), locationId)).GetSettings()
            ?? throw Problem.NotFound("There is no such location.");
        var zone = DateTimeZoneProviders.Tzdb[site.TimezoneName];
        var (fromMs, toMs) = (LocalDays.StartMs(from, zone), LocalDays.StartMs(to, zone));
        var (rates, formula, intervals, links) = await new ResolvedTariffPages(curves, context.GetClient(), locationId, direction).Read(page, fromMs, toMs)
            ?? throw Outcomes.Of(Refusal.Of(new FormulaUnknown(direction)));
        await Send(context, new ResolvedTariffBody(
            locationId,
            TariffWords.Of(direction),
            formula.Currency,
            TariffWords.Of(TariffUnit.PerKwh),
            LocalDatePattern.Iso.Format(from),
            LocalDatePattern.Iso.Format(to),
            site.TimezoneName,
            [.. Enumerable.Range(0, rates.Rates.Count).Take(intervals).Select(i => ResolvedIntervalBody.Of(rates, i, zone))],
            links));
    }

    /// <summary>Sends the body with a digest of it as its tag, or 304 where the caller has it already.</summary>
    private static async Task Send(HttpContext context, ResolvedTariffBody body)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(body, WireJson.Options);
        var response = context.Response;
        response.Headers.ETag = $"\"{Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 16))}\"";
        if (EntityTags.Matches(context.Request.Headers.IfNoneMatch, response.Headers.ETag!))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = json.Length;
        await response.Body.WriteAsync(json, context.RequestAborted);
    }
}
