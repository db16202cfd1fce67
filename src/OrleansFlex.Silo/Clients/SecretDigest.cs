using System.Security.Cryptography;
using System.Text;

namespace OrleansFlex.Silo.Clients;

/// <summary>
/// Digests of client secrets. Operators may choose secrets themselves, so they are stretched: PBKDF2 with SHA-256, 100,000 rounds, some
/// 20 ms. A verified secret is remembered by <see cref="SecretVerifier"/>, so the cost falls on guesses, not on regular clients.
/// </summary>
internal static class SecretDigest
{
    private const int Rounds = 100_000;
    private const int Length = 32;

    public static byte[] NewSalt() => RandomNumberGenerator.GetBytes(16);

    public static byte[] Of(string secret, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(secret), salt, Rounds, HashAlgorithmName.SHA256, Length);

    public static bool Matches(string secret, byte[] salt, byte[] digest) => CryptographicOperations.FixedTimeEquals(Of(secret, salt), digest);
}
