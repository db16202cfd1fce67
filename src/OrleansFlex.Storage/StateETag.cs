using System.Globalization;

namespace OrleansFlex.Storage;

/// <summary>The two numbers inside an ETag: the row's id, which is never used again, and the version of that row.</summary>
internal readonly record struct StateETag(long Id, long Version)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id}.{Version}");

    /// <summary>False for text that no store of ours can have issued.</summary>
    public static bool TryParse(string text, out StateETag etag)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0
            && long.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && long.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            etag = new(id, version);
            return true;
        }

        etag = default;
        return false;
    }
}
