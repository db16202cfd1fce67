using System.Text.Json.Serialization;

namespace OrleansFlex.Silo.Clients;

/// <summary>An error of the token endpoint, in OAuth's own form (RFC 6749, section 5.2).</summary>
/// <param name="Error">OAuth's code.</param>
/// <param name="Description">For the person who wrote the request.</param>
internal sealed record OAuthError(
    [property: JsonPropertyName("error")] string Error,
    [property: JsonPropertyName("error_description")] string Description)
{
    public static IResult Of(int status, string error, string description) => Results.Json(new OAuthError(error, description), statusCode: status);
}
