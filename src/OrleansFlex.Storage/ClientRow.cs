namespace OrleansFlex.Storage;

/// <summary>An API client. Its secret itself is never stored.</summary>
/// <param name="Id">Client id, the tenant's name.</param>
/// <param name="SecretHash">Salted digest of the secret.</param>
/// <param name="Salt">Salt of the digest.</param>
/// <param name="CreatedAtMs">Instant of creation in Unix milliseconds.</param>
/// <param name="Generation">Rises when the secret changes, so that older tokens lapse.</param>
public sealed record ClientRow(string Id, byte[] SecretHash, byte[] Salt, long CreatedAtMs, int Generation);
