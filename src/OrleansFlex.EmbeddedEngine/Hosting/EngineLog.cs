using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace OrleansFlex.EmbeddedEngine;

internal static partial class EngineLog
{
    [LoggerMessage(1001, LogLevel.Error, "Unhandled failure in a turn of {GrainId}")]
    internal static partial void UnhandledInTurn(ILogger logger, GrainId grainId, Exception failure);

    [LoggerMessage(1002, LogLevel.Error, "{GrainId} could not be activated")]
    internal static partial void ActivationFailed(ILogger logger, GrainId grainId, Exception failure);

    [LoggerMessage(1003, LogLevel.Error, "{GrainId} failed while being deactivated")]
    internal static partial void DeactivationFailed(ILogger logger, GrainId grainId, Exception failure);

    [LoggerMessage(1004, LogLevel.Warning, "One-way call {Method} failed")]
    internal static partial void OneWayFailed(ILogger logger, string method, Exception failure);

    [LoggerMessage(1005, LogLevel.Warning, "A timer tick of {GrainId} failed")]
    internal static partial void TickFailed(ILogger logger, GrainId grainId, Exception failure);

    [LoggerMessage(1006, LogLevel.Warning, "Reminder {Name} of {GrainId} failed")]
    internal static partial void ReminderFailed(ILogger logger, string grainId, string name, Exception failure);

    [LoggerMessage(1007, LogLevel.Warning, "The grid stopped with {Busy} activations still busy")]
    internal static partial void StoppedBusy(ILogger logger, int busy);

    [LoggerMessage(1008, LogLevel.Information, "The grid runs: {Classes} grain classes, {Reminders} reminders")]
    internal static partial void Started(ILogger logger, int classes, int reminders);
}
