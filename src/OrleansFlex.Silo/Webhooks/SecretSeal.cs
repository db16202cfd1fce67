using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using OrleansFlex.Silo.Clients;

namespace OrleansFlex.Silo.Webhooks;

/// <summary>
/// Seals what tenants entrust to us and we must be able to use again, such as the secrets that deliveries are signed with: AES-256-GCM
/// under a key derived from the database's token key, bound to the tenant. Whoever reads the rows alone learns nothing; whoever has the
/// whole database has the key too.
/// </summary>
internal sealed class SecretSeal(ClientDirectory directory)
{
    private const int NonceLength = 12, TagLength = 16;

    /// <summary>Seals a text.</summary>
    public async ValueTask<string> SealAsync(string client, string text, CancellationToken cancellation)
    {
        using var cipher = await CipherAsync(cancellation);
        var plain = Encoding.UTF8.GetBytes(text);
        var box = new byte[NonceLength + plain.Length + TagLength];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceLength));
        cipher.Encrypt(
            box.AsSpan(0, NonceLength), plain, box.AsSpan(NonceLength, plain.Length), box.AsSpan(NonceLength + plain.Length), Encoding.UTF8.GetBytes(client));
        return Base64Url.EncodeToString(box);
    }

    /// <summary>Opens what was sealed for the same tenant; null where it was not, or under another key.</summary>
    public async ValueTask<string?> OpenAsync(string client, string sealedText, CancellationToken cancellation)
    {
        if (!Base64Url.IsValid(sealedText) || Base64Url.DecodeFromChars(sealedText) is not { Length: >= NonceLength + TagLength } box)
            return null;
        using var cipher = await CipherAsync(cancellation);
        var plain = new byte[box.Length - NonceLength - TagLength];
        try
        {
            cipher.Decrypt(
                box.AsSpan(0, NonceLength), box.AsSpan(NonceLength, plain.Length), box.AsSpan(NonceLength + plain.Length), plain, Encoding.UTF8.GetBytes(client));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return Encoding.UTF8.GetString(plain);
    }

    private async ValueTask<AesGcm> CipherAsync(CancellationToken cancellation)
    {
        var snapshot = await directory.GetAsync(cancellation);
        return new AesGcm(HKDF.DeriveKey(HashAlgorithmName.SHA256, snapshot.TokenKey, 32, info: "sealed secrets"u8.ToArray()), TagLength);
    }
}
