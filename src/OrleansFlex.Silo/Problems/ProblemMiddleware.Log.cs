namespace OrleansFlex.Silo.Problems;

internal sealed partial class ProblemMiddleware
{
    [LoggerMessage(2000, LogLevel.Debug, "{Method} {Path} refused with {Status}: {Detail}")]
    private partial void LogRefused(string method, PathString path, int status, string detail);

    [LoggerMessage(2001, LogLevel.Warning, "{Method} {Path} ran into a time-out")]
    private partial void LogTimeout(string method, PathString path, Exception exception);

    [LoggerMessage(2002, LogLevel.Warning, "{Method} {Path} found a dependency unavailable")]
    private partial void LogUnavailable(string method, PathString path, Exception exception);

    [LoggerMessage(2003, LogLevel.Error, "Fault {Reference} in {Method} {Path}")]
    private partial void LogFault(string reference, string method, PathString path, Exception exception);
}
