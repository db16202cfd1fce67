namespace OrleansFlex.Silo.Problems;

/// <summary>Problems that the framework finds itself: no route, wrong method, a request it cannot read.</summary>
internal static class StatusProblems
{
    public static (ProblemType Type, string Detail) Of(int status) => status switch
    {
        401 => (ProblemType.Unauthorized, "The request needs a valid access token."),
        403 => (ProblemType.Forbidden, "The request is not allowed."),
        404 => (ProblemType.NotFound, "There is nothing at this path."),
        405 => (ProblemType.MethodNotAllowed, "This path does not take the request's method; the Allow header lists those it takes."),
        406 => (ProblemType.NotAcceptable, "The response cannot be given in any of the accepted types."),
        408 => (ProblemType.RequestTimeout, "The request came in too slowly."),
        412 => (ProblemType.PreconditionFailed, "The entity changed since it was read."),
        413 => (ProblemType.PayloadTooLarge, "The body is too large for this operation."),
        414 => (ProblemType.UriTooLong, "The address is too long."),
        415 => (ProblemType.UnsupportedMediaType, "The body's media type is not one this operation reads."),
        431 => (ProblemType.HeadersTooLarge, "The request's headers are too large."),
        503 => (ProblemType.ServiceUnavailable, "The service cannot answer right now."),
        >= 500 => (ProblemType.ServerError, "The server could not answer."),
        _ => (ProblemType.BadRequest, "The request could not be read."),
    };
}
