using System.Buffers.Text;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Storage;

/// <summary>
/// An ETag of a state that is listed, as it is held in memory: the database's, and a digest of the row that was written with it. A state that
/// changes rarely changes its row, and a row that is as before need not be written.
/// </summary>
internal readonly record struct CatalogTag(string? Stored, string? Digest)
{
    private const char Mark = '~';
    private const int DigestBytes = 6;

    /// <summary>The two parts of an ETag in memory. After a read the row is not known.</summary>
    public static CatalogTag Parse(string? etag) => etag?.IndexOf(Mark, StringComparison.Ordinal) is { } at and >= 0
        ? new(etag[..at], etag[(at + 1)..])
        : new(etag, null);

    /// <summary>A digest of a row; null for none.</summary>
    public static string? Of(CatalogRow? row)
    {
        if (row is null)
            return null;
        var hash = new Fnv();
        hash.Add(row.Client);
        hash.Add(row.Kind);
        hash.Add(row.Id);
        hash.Add(row.CreatedAtMs);
        hash.Add(row.UserId);
        hash.Add(row.LocationId);
        hash.Add(row.Zone);
        hash.Add(row.Area);
        hash.Add(row.Reference);
        hash.Add(row.Composition);
        hash.Add(row.AssetCount);
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BitConverter.TryWriteBytes(bytes, hash.Value);
        return Base64Url.EncodeToString(bytes[..DigestBytes]);
    }

    /// <summary>The ETag to hold in memory.</summary>
    public override string? ToString() => Digest is null ? Stored : $"{Stored}{Mark}{Digest}";

    // FNV-1a with 64 bits, whose high bits are folded into the low ones.
    private struct Fnv
    {
        private const ulong Prime = 1_099_511_628_211;
        private ulong _hash = 14_695_981_039_346_656_037;

        public Fnv()
        {
        }

        public readonly ulong Value => _hash ^ (_hash >> 32);

        public void Add(string? text)
        {
            foreach (var c in text.AsSpan())
                _hash = (_hash ^ c) * Prime;
            // Ends the text, and tells none from an empty one.
            _hash = (_hash ^ (text is null ? 0x1_0001ul : 0x1_0000ul)) * Prime;
        }

        public void Add(long number) => _hash = (_hash ^ (ulong)number) * Prime;
    }
}
