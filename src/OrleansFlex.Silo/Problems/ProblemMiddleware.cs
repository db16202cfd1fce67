using System.Diagnostics;

namespace OrleansFlex.Silo.Problems;

/// <summary>
/// The one place where exceptions end. Problems become their documents, broken dependencies 503, everything else 500 with a reference
/// that is also in the log; internals stay inside. Bodiless error responses of the framework get a document too.
/// </summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, IEnumerable<IUnavailability> unavailabilities, ILogger<ProblemMiddleware> logger)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private readonly IUnavailability[] _unavailabilities = [.. unavailabilities];

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception e) when (context.RequestAborted.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            // The caller has gone; nobody is there to be answered.
            return;
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, e);
            return;
        }
        if (!context.Response.HasStarted && context.Response is { StatusCode: >= 400, ContentType: null, ContentLength: null or 0 })
        {
            var (type, detail) = StatusProblems.Of(context.Response.StatusCode);
            await ProblemWriter.WriteAsync(context, type, detail);
        }
    }

    private Task AnswerAsync(HttpContext context, Exception exception)
    {
        context.Response.Clear();
        switch (exception)
        {
            case ProblemException problem:
                LogRefused(context.Request.Method, context.Request.Path, problem.Type.Status, problem.Message);
                return ProblemWriter.WriteAsync(context, problem.Type, problem.Message, problem.Issues, problem.RetryAfter);
            case BadHttpRequestException bad:
                var (type, detail) = StatusProblems.Of(bad.StatusCode);
                return ProblemWriter.WriteAsync(context, type, detail);
            case TimeoutException:
                LogTimeout(context.Request.Method, context.Request.Path, exception);
                return ProblemWriter.WriteAsync(context, ProblemType.Timeout, "A part of the system did not answer in time.", retryAfter: RetryAfter);
        }
        var unavailability = Array.Find(_unavailabilities, u => u.Covers(exception));
        if (unavailability is not null)
        {
            LogUnavailable(context.Request.Method, context.Request.Path, exception);
            return ProblemWriter.WriteAsync(context, ProblemType.ServiceUnavailable, unavailability.Detail, retryAfter: unavailability.RetryAfter);
        }
        return AnswerFaultAsync(context, exception);
    }

    private Task AnswerFaultAsync(HttpContext context, Exception exception)
    {
        var reference = (Activity.Current?.TraceId.ToHexString() is { Length: > 0 } trace ? trace : null) ?? context.TraceIdentifier;
        LogFault(reference, context.Request.Method, context.Request.Path, exception);
        return ProblemWriter.WriteAsync(context, ProblemType.ServerError,
            $"The server failed. The fault is logged under reference {reference}.", instance: $"urn:orleansflex:fault:{reference}");
    }
}
