using System.Text.Json;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Contracts.Wire;
using OrleansFlex.Silo.Clients;

namespace OrleansFlex.Silo.Telemetry;

/// <summary>Telemetry in: what is accepted is durable, and seen by policies, when the answer goes out.</summary>
internal static class TelemetryEndpoint
{
    /// <summary>Items that are under way at once: enough that their writes share a commit.</summary>
    private const int Concurrency = 512;

    public static void MapTelemetry(this IEndpointRouteBuilder routes) => routes.MapPost("/devices/states", Post);

    private static async Task Post(HttpContext context, IGrainFactory grains)
    {
        var client = context.GetClient();
        var batch = await TelemetryReader.ReadAsync(context);
        var outcomes = new string?[batch.Count];
        await ObserveAll(grains, client, batch, outcomes);

        context.Response.ContentType = "application/json; charset=utf-8";
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteNumber("accepted", outcomes.Count(reason => reason is null or Stale));
        writer.WriteNumber("rejected", outcomes.Count(reason => reason is not (null or Stale)));
        writer.WriteStartArray("items");
        for (var i = 0; i < outcomes.Length; i++)
        {
            writer.WriteStartObject();
            writer.WriteString("deviceId", batch[i].DeviceId);
            writer.WriteString("status", outcomes[i] is null or Stale ? "accepted" : "rejected");
            if (outcomes[i] is { } reason)
                writer.WriteString("reason", reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        await writer.FlushAsync(context.RequestAborted);
    }

    private const string Stale = "stale";

    /// <summary>Items of one device keep their order; different devices go side by side.</summary>
    private static async Task ObserveAll(IGrainFactory grains, string client, TelemetryBatch batch, string?[] outcomes)
    {
        var next = 0;
        var last = new Dictionary<string, Task>(StringComparer.OrdinalIgnoreCase);
        var pending = new Queue<Task>();
        while (next < outcomes.Length)
        {
            var index = next++;
            if (batch[index].Error is { } error)
            {
                outcomes[index] = error;
                continue;
            }

            if (!TryRead(batch[index], out var deviceId, out var observation, out var problem))
            {
                outcomes[index] = problem;
                continue;
            }

            last.TryGetValue(batch[index].DeviceId, out var before);
            var observed = Observe(before, grains.GetGrain<IAssetGrain>(GrainKeys.Of(client, deviceId)), observation, outcomes, index);
            last[batch[index].DeviceId] = observed;
            pending.Enqueue(observed);
            if (pending.Count >= Concurrency)
                await pending.Dequeue();
        }

        await Task.WhenAll(pending);
    }

    private static async Task Observe(Task? before, IAssetGrain asset, Observation observation, string?[] outcomes, int index)
    {
        if (before is not null)
            await before;
        outcomes[index] = await asset.Observe(observation) switch
        {
            ObservationResult.Accepted => null,
            ObservationResult.Stale => Stale,
            ObservationResult.InTheFuture => "at is more than five minutes in the future",
            ObservationResult.UnknownLocation => "locationId is none of the locations of the device's user",
            _ => "there is no such device",
        };
    }

    private static bool TryRead(in TelemetryItem item, out Guid deviceId, out Observation observation, out string? problem)
    {
        observation = null!;
        problem = null;
        if (!Uuid.TryParse(item.DeviceId, out deviceId))
        {
            problem = "there is no such device";
            return false;
        }

        Guid? locationId = null;
        if (item.LocationId is { } text)
        {
            if (!Uuid.TryParse(text, out var parsed))
            {
                problem = "locationId must be a UUID";
                return false;
            }

            locationId = parsed;
        }

        observation = new Observation
        {
            AtMs = item.AtMs,
            IsReachable = item.IsReachable,
            IsPluggedIn = item.IsPluggedIn,
            IsCharging = item.IsCharging,
            BatteryLevel = item.BatteryLevel,
            ChargeLimit = item.ChargeLimit,
            ChargeRateKw = item.ChargeRateKw,
            EnergyMeterKwh = item.EnergyMeterKwh,
            PluggedInChargerId = item.PluggedInChargerId,
            Latitude = item.Latitude,
            Longitude = item.Longitude,
            LocationId = locationId,
            ProductionKw = item.ProductionKw,
            Temperature = item.Temperature,
            CommandId = item.CommandId is { } commandId ? Guid.ParseExact(commandId, "D") : null,
            CommandStatus = item.CommandStatus,
        };
        return true;
    }
}
