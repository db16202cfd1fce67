using OrleansFlex.Contracts.Commands;
using OrleansFlex.Domain.Commands;
using OrleansFlex.Domain.Sandbox;

namespace OrleansFlex.Silo.Sandbox;

internal sealed partial class SandboxFleet
{
    private const double ShortestDelayMs = 5_000;
    private const double LongestDelayMs = 20_000;

    /// <summary>Takes a command for a simulated device, which obeys within seconds of the domain clock and reports.</summary>
    public GatewayAnswer Receive(DeviceCommand command)
    {
        if (Find(command.Client, command.DeviceId) is not { } found)
            return new GatewayAnswer(GatewayVerdict.Refused, "There is no such simulated device.");
        Interlocked.Increment(ref _commands);
        var (home, device) = found;
        var nowMs = NowMs;
        lock (home.Gate)
        {
            // A function of the seed and the time, so that a run can be repeated.
            var random = SeededRandom.Keyed(home.Batch.Seed, home.Index, nowMs);
            var inbox = home.Inbox ??= new SandboxInbox();
            var arrivesMs = Math.Max(inbox.NotBefore, nowMs + (long)random.Between(ShortestDelayMs, LongestDelayMs));
            if (!inbox.Take(new SandboxCommand(command.Id, device, command.Kind, command.Argument, arrivesMs)))
                return GatewayAnswer.Accepted;
        }

        Enqueue(home);
        ArmEarlier(home.NextMs);
        return GatewayAnswer.Accepted;
    }

    /// <summary>The devices of a household obey what has arrived, and all report: with the answer to a command where there is one.</summary>
    private async Task ObeyAndReport(SandboxHome home)
    {
        var answered = 0;
        foreach (var (command, outcome) in Obey(home))
        {
            if (outcome == CommandOutcome.NoAnswer)
                continue;
            await Report(home, command.Device, command.Id, outcome == CommandOutcome.Done ? "CONFIRMED" : "FAILED");
            answered |= 1 << command.Device;
        }

        await ReportAllBut(answered, home);
    }

    private static List<(SandboxCommand Command, CommandOutcome Outcome)> Obey(SandboxHome home)
    {
        if (home.Inbox is not { } inbox)
            return [];
        var outcomes = new List<(SandboxCommand Command, CommandOutcome Outcome)>();
        lock (home.Gate)
        {
            foreach (var command in inbox.Arrived(home.Household.NowMs))
                outcomes.Add((command, Obey(home.Household, command)));
            if (outcomes.Count > 0)
                home.Household.ApplyCommands();
        }

        return outcomes;
    }

    private static CommandOutcome Obey(SimulatedHousehold household, SandboxCommand command) => command.Kind switch
    {
        CommandKind.Start => household.Vehicle?.StartCharging(command.Argument?.PowerKw) ?? CommandOutcome.Failed,
        CommandKind.Stop => household.Vehicle?.StopCharging() ?? CommandOutcome.Failed,
        CommandKind.MaxCurrent => household.Vehicle?.LimitCurrent(command.Argument?.MaxCurrent ?? 0) ?? CommandOutcome.Failed,
        CommandKind.OperationMode => household.Battery?.SetMode(Mode(command.Argument?.OperationMode)) ?? CommandOutcome.Failed,
        CommandKind.PermanentHold => household.HeatPump?.Hold(Setpoint(command.Argument)) ?? CommandOutcome.Failed,
        _ => household.HeatPump?.Hold(null) ?? CommandOutcome.Failed,
    };

    private static BatteryMode Mode(string? mode) => mode switch
    {
        "IMPORT_FOCUS" => BatteryMode.ImportFocus,
        "EXPORT_FOCUS" => BatteryMode.ExportFocus,
        "TIME_OF_USE" => BatteryMode.TimeOfUse,
        "SELF_RELIANCE" => BatteryMode.SelfReliance,
        _ => BatteryMode.Idle,
    };

    // A heat pump that only heats is off, or cooling, at the lowest setpoint that it has.
    private static double Setpoint(CommandArgument? argument) => argument is { ThermostatMode: "HEAT" or "AUTO", HeatSetpoint: { } degrees } ? degrees : 5;

    private void ArmEarlier(long dueMs)
    {
        lock (_gate)
        {
            if (dueMs >= _armedMs)
                return;
            _armedMs = dueMs;
            _timer?.Change(TimeSpan.FromMilliseconds(Math.Max(0, dueMs - NowMs)), Timeout.InfiniteTimeSpan);
        }
    }
}
