namespace OrleansFlex.Domain.Commands;

/// <summary>What is observed of a device, as far as commands are concerned.</summary>
/// <param name="AtMs">When, Unix milliseconds; 0 where nothing was observed yet.</param>
/// <param name="IsReachable">False where the device was reported to be out of reach.</param>
/// <param name="IsCharging">Whether power flows; null where that was never told.</param>
/// <param name="RateKw">The power that flows, kW; null where that is not told.</param>
public readonly record struct DeviceSight(long AtMs, bool IsReachable, bool? IsCharging, double? RateKw = null)
{
    // A device that is told a power takes about that, or less where its battery is nearly full.
    private const double ToleranceKw = 0.5;

    /// <summary>True where the device is seen doing what a command would make it do.</summary>
    public bool Fulfils(CommandKind kind, CommandArgument? argument = null) => kind switch
    {
        CommandKind.Start => IsCharging == true && !(argument?.PowerKw is { } wished && RateKw > wished + ToleranceKw),
        CommandKind.Stop => IsCharging == false,
        _ => false,
    };
}

/// <summary>What a device or its vendor reported of a command.</summary>
/// <param name="CommandId">The command.</param>
/// <param name="IsDone">True where it took effect, false where it failed.</param>
/// <param name="Word">The vendor's word for it.</param>
public sealed record CommandReport(Guid CommandId, bool IsDone, string Word)
{
    /// <summary>Reads a vendor's word; null where it says neither, such as <c>ACCEPTED</c>.</summary>
    public static CommandReport? Of(Guid commandId, string word) => word.ToUpperInvariant() switch
    {
        "CONFIRMED" or "SUCCEEDED" => new CommandReport(commandId, true, word),
        "FAILED" or "REJECTED" or "ABORTED" => new CommandReport(commandId, false, word),
        _ => null,
    };
}
