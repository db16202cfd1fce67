using System.Security.Cryptography;
using System.Text;

namespace OrleansFlex.Domain.Tariffs;

/// <summary>A push that was carried out, remembered so that its repetition has no effect.</summary>
/// <param name="Key">Digest of the idempotency key.</param>
/// <param name="Content">Digest of the push.</param>
/// <param name="AtMs">When it was carried out, Unix milliseconds.</param>
public readonly record struct PushRecord(Guid Key, Guid Content, long AtMs)
{
    /// <summary>How long a push is remembered.</summary>
    public const long RetentionMs = 24 * 60 * 60 * 1000;

    /// <summary>How long a push that is under way keeps others with its key out.</summary>
    public const long LockMs = 3 * 60 * 1000;

    /// <summary>The most pushes remembered of one tariff, and with that the most it takes within a day.</summary>
    public const int Maximum = 20_000;

    /// <summary>Whether it is still remembered.</summary>
    public bool IsKept(long nowMs) => AtMs + RetentionMs > nowMs;

    /// <summary>The digest of an idempotency key.</summary>
    public static Guid KeyOf(string idempotencyKey) => new(SHA256.HashData(Encoding.UTF8.GetBytes(idempotencyKey)).AsSpan(0, 16));
}
