namespace OrleansFlex.Silo.Commands;

/// <summary>What a silo says about itself when it starts.</summary>
internal static partial class SiloLog
{
    [LoggerMessage(2300, LogLevel.Information, "Storage: {Storage}")]
    public static partial void LogStorage(ILogger logger, string storage);
}
