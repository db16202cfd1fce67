namespace OrleansFlex.Silo.Problems;

/// <summary>A kind of problem as RFC 9457 has it: what stays the same from one occurrence to the next.</summary>
/// <param name="Slug">Last part of the type URI, in kebab case.</param>
/// <param name="Status">HTTP status code.</param>
/// <param name="Title">Short summary for people; the titles of the Flex API where it has one.</param>
public sealed record ProblemType(string Slug, int Status, string Title)
{
    /// <summary>Where the Flex API's problem types live; clients compare these URIs, nobody has to fetch them.</summary>
    public const string BaseUri = "https://developers.enode.com/problems/";

    /// <summary>The type URI.</summary>
    public string Uri => BaseUri + Slug;

    /// <summary>400: part of the request is malformed or breaks a rule.</summary>
    public static readonly ProblemType BadRequest = new("bad-request", 400, "Bad request");

    /// <summary>401: no token, or one that is invalid or expired.</summary>
    public static readonly ProblemType Unauthorized = new("unauthorized", 401, "Unauthorized");

    /// <summary>403: the token is fine, but a scope is missing.</summary>
    public static readonly ProblemType Forbidden = new("forbidden", 403, "Forbidden");

    /// <summary>404: unknown, or another tenant's.</summary>
    public static readonly ProblemType NotFound = new("not-found", 404, "Not Found");

    /// <summary>405: the path exists, the method does not; <c>Allow</c> says which do.</summary>
    public static readonly ProblemType MethodNotAllowed = new("method-not-allowed", 405, "Method Not Allowed");

    /// <summary>406: none of the types the caller accepts can be made.</summary>
    public static readonly ProblemType NotAcceptable = new("not-acceptable", 406, "Not Acceptable");

    /// <summary>408: the request came in too slowly.</summary>
    public static readonly ProblemType RequestTimeout = new("request-timeout", 408, "Timeout");

    /// <summary>409: the entity is in a state that does not allow this.</summary>
    public static readonly ProblemType Conflict = new("conflict", 409, "Conflict");

    /// <summary>412: the entity changed since the caller read it.</summary>
    public static readonly ProblemType PreconditionFailed = new("precondition-failed", 412, "Precondition Failed");

    /// <summary>413: the body is larger than this operation takes.</summary>
    public static readonly ProblemType PayloadTooLarge = new("payload-too-large", 413, "Payload Too Large");

    /// <summary>414: the address is longer than the server takes.</summary>
    public static readonly ProblemType UriTooLong = new("uri-too-long", 414, "URI Too Long");

    /// <summary>415: the body's media type or encoding is not one this operation reads.</summary>
    public static readonly ProblemType UnsupportedMediaType = new("unsupported-media-type", 415, "Unsupported Media Type");

    /// <summary>422: a plan or schedule controls the device, manual commands are refused.</summary>
    public static readonly ProblemType ControlledEntity = new("enode-controlled-entity", 422, "Enode Controlled Entity");

    /// <summary>422: an idempotency key came back with other content.</summary>
    public static readonly ProblemType IdempotencyMismatch = new("idempotency-key-reused", 422, "Idempotency Key Reused");

    /// <summary>429: a budget is used up; <c>Retry-After</c> says when it refills.</summary>
    public static readonly ProblemType TooManyRequests = new("too-many-requests", 429, "Too Many Requests");

    /// <summary>431: the headers are larger than the server takes.</summary>
    public static readonly ProblemType HeadersTooLarge = new("headers-too-large", 431, "Request Header Fields Too Large");

    /// <summary>500: a fault of the server; the body carries the reference under which it was logged.</summary>
    public static readonly ProblemType ServerError = new("server-error", 500, "Server Error");

    /// <summary>503: not now; <c>Retry-After</c> says when.</summary>
    public static readonly ProblemType ServiceUnavailable = new("service-unavailable", 503, "Service Unavailable");

    /// <summary>503: a part of the system did not answer in time.</summary>
    public static readonly ProblemType Timeout = new("timeout", 503, "Timeout");
}
