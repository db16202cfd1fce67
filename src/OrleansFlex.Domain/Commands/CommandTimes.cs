namespace OrleansFlex.Domain.Commands;

/// <summary>How long devices of a vendor may take to obey, and when attempts are repeated. All in milliseconds of the domain clock.</summary>
/// <param name="StartMs">To be observed charging after a start.</param>
/// <param name="StopMs">To be observed idle after a stop.</param>
/// <param name="OtherMs">To confirm any other command.</param>
public sealed record CommandTimes(long StartMs = 300_000, long StopMs = 300_000, long OtherMs = 300_000)
{
    private const long MinuteMs = 60_000;

    /// <summary>The time a command of a kind may take.</summary>
    public long Window(CommandKind kind) => kind switch
    {
        CommandKind.Start => StartMs,
        CommandKind.Stop => StopMs,
        _ => OtherMs,
    };

    /// <summary>The pause after the attempt of a number, from 1, that the device did not obey: 1, 2, 5 and 10 minutes, then a quarter of an hour.</summary>
    public static long Pause(int attempt) => attempt switch
    {
        <= 1 => MinuteMs,
        2 => 2 * MinuteMs,
        3 => 5 * MinuteMs,
        4 => 10 * MinuteMs,
        _ => 15 * MinuteMs,
    };

    /// <summary>The pause after a gateway could not be reached for the time of a number, from 1: half a minute, doubling to four.</summary>
    public static long Resend(int time) => MinuteMs / 2 * (1L << Math.Clamp(time - 1, 0, 3));
}
