using OrleansFlex.Domain.Sandbox;
using OrleansFlex.Silo.Clients;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Sandbox;

/// <summary>Simulated households by API, there only while the sandbox is enabled.</summary>
internal static class SandboxEndpoints
{
    private const int MaximumHouseholds = 200_000;

    private static readonly Dictionary<string, DeviceFaults> Faults = new(StringComparer.Ordinal)
    {
        ["NONE"] = DeviceFaults.None,
        ["FAIL"] = DeviceFaults.Failed,
        ["VANISH"] = DeviceFaults.Vanished,
        ["IGNORE_COMMANDS"] = DeviceFaults.IgnoresCommands,
    };

    public static void MapSandbox(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sandbox/households", AddHouseholds);
        routes.MapGet("/sandbox/load", (SandboxFleet fleet) => fleet.Load());
        routes.MapGet("/sandbox/devices/{deviceId}", GetDevice);
        routes.MapPost("/sandbox/devices/{deviceId}", ChangeDevice);
    }

    private static async Task<HouseholdsBody> AddHouseholds(HttpContext context, SandboxFleet fleet)
    {
        var body = await JsonBody.ReadAsync(context);
        var mix = new Dictionary<string, double>(StringComparer.Ordinal);
        var faults = body.FaultCount;
        if (body.OptionalObject("mix") is { } shares)
        {
            foreach (var name in shares.Names.Take(64))
                mix[name] = shares.Number(name, 0, 1_000_000);
        }
        else
        {
            mix["vehicle"] = 1;
        }
        try
        {
            if (body.FaultCount == faults)
                _ = HouseholdMix.Parse(mix);
        }
        catch (FormatException wrong)
        {
            body.Fail("mix", wrong.Message);
        }

        var batch = new SandboxBatch(
            context.GetClient(),
            0,
            body.Integer("count", 1, MaximumHouseholds),
            body.ChosenId("zone"),
            body.ChosenId("area"),
            body.OptionalTimeZone("timezoneName") ?? "UTC",
            body.OptionalNumber("latitude", -85, 85) ?? 50.85,
            body.OptionalNumber("longitude", -180, 180) ?? 4.35,
            (ulong)(body.OptionalInteger("seed", 0, int.MaxValue) ?? 1),
            mix,
            0);
        body.ThrowIfInvalid();
        batch = await fleet.AddAsync(batch, null, CancellationToken.None);
        return new HouseholdsBody(batch.Number, batch.Count, batch.Zone, batch.Area, $"sandbox-{batch.Number}-");
    }

    private static async Task<DeviceStateBody> GetDevice(HttpContext context, SandboxFleet fleet)
    {
        var id = context.RouteGuid("deviceId");
        var (home, device) = await fleet.FindLinked(context.GetClient(), id) ?? throw Unknown();
        lock (home.Gate)
            return DeviceStateBody.Of(id, home, device);
    }

    private static async Task<DeviceStateBody> ChangeDevice(HttpContext context, SandboxFleet fleet)
    {
        var id = context.RouteGuid("deviceId");
        var (home, device) = await fleet.FindLinked(context.GetClient(), id) ?? throw Unknown();
        var body = await JsonBody.ReadAsync(context);
        var fault = body.OptionalEnum("fault", Faults);
        var action = body.OptionalOneOf("action", "PLUG_IN", "UNPLUG", "DRIVE_AWAY", "START_CHARGING", "STOP_CHARGING");
        var level = body.OptionalNumber("batteryLevel", 0, 100);
        var limit = body.OptionalNumber("chargeLimit", 0, 100);
        if (fault is null && action is null && level is null && limit is null)
            body.Fail("action", "or fault, batteryLevel or chargeLimit must be given");
        var kind = home.Household.Spec.Devices[device].Kind;
        if (kind is not (DeviceKind.Vehicle or DeviceKind.Charger) && (action is not null || level is not null || limit is not null))
            body.Fail(action is not null ? "action" : "batteryLevel", "is for vehicles and chargers");
        body.ThrowIfInvalid();

        await fleet.Change(home, household =>
        {
            if (fault is { } faults)
                SetFaults(household, kind, faults);
            if (household.Vehicle is not { } vehicle)
                return;
            if (limit is { } percent)
                vehicle.SetChargeLimit(percent);
            if (level is { } stored)
                vehicle.SetLevel(stored);
            Act(vehicle, action);
        });
        lock (home.Gate)
            return DeviceStateBody.Of(id, home, device);
    }

    private static void Act(SimulatedVehicle vehicle, string? action)
    {
        switch (action)
        {
            case "PLUG_IN":
                vehicle.PlugIn();
                break;
            case "UNPLUG":
                vehicle.Unplug();
                break;
            case "DRIVE_AWAY":
                vehicle.DriveAway();
                break;
            case "START_CHARGING":
                vehicle.StartCharging();
                break;
            case "STOP_CHARGING":
                vehicle.StopCharging();
                break;
        }
    }

    private static void SetFaults(SimulatedHousehold household, DeviceKind kind, DeviceFaults faults)
    {
        switch (kind)
        {
            case DeviceKind.Vehicle or DeviceKind.Charger:
                household.Vehicle!.SetFaults(faults);
                break;
            case DeviceKind.Battery:
                household.Battery!.SetFaults(faults);
                break;
            case DeviceKind.Hvac:
                household.HeatPump!.SetFaults(faults);
                break;
            case DeviceKind.Solar:
                household.Solar!.SetFaults(faults);
                break;
        }
    }

    private static ProblemException Unknown() => Problem.NotFound("There is no such simulated device.");
}
