namespace OrleansFlex.Silo.Problems;

internal sealed partial class ProblemMiddleware
{
    [LoggerMessage(1000, LogLevel.Debug, "{Method} {Path} refused with {Status}: {Detail}")]
    private partial void LogRefused(string method, PathString path, int status, string detail);

    [LoggerMessage(1001, LogLevel.Warning, "{Method} {Path} ran into a time-out")]
    private partial void LogTimeout(string method, PathString path, Exception exception);

    [LoggerMessage(1002, LogLevel.Warning, "{Method} {Path} found a dependency unavailable")]
    private partial void LogUnavailable(string method, PathString path, Exception exception);

    [LoggerMessage(1003, LogLevel.Error, "Fault {Reference} in {Method} {Path}")]
    private partial void LogFault(string reference, string method, PathString path, Exception exception);
}
