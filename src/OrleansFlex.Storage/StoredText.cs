namespace OrleansFlex.Storage;

/// <summary>Which text both engines can keep unchanged: PostgreSQL has no U+0000, UTF-8 has no lone surrogates.</summary>
internal static class StoredText
{
    public static bool IsStorable(string? text)
    {
        if (text is null)
            return true;
        if (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
            return !text.Contains('\0', StringComparison.Ordinal);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || char.IsLowSurrogate(text[i]))
                return false;
            if (char.IsHighSurrogate(text[i]) && (++i == text.Length || !char.IsLowSurrogate(text[i])))
                return false;
        }

        return true;
    }

    public static bool IsStorable(StateKey key) => IsStorable(key.Name) && IsStorable(key.GrainKey);

    public static bool IsStorable(CatalogKey key) => IsStorable(key.Client) && IsStorable(key.Kind) && IsStorable(key.Id);

    public static bool IsStorable(CatalogQuery query) =>
        IsStorable(query.Client) && IsStorable(query.Kind) && IsStorable(query.UserId) && IsStorable(query.LocationId)
        && IsStorable(query.Zone) && IsStorable(query.Area) && IsStorable(query.Reference)
        && IsStorable(query.After?.Id) && IsStorable(query.Before?.Id);

    public static void Require(string text, string parameter)
    {
        ArgumentNullException.ThrowIfNull(text, parameter);
        if (!IsStorable(text))
            throw new ArgumentException("Text with U+0000 or a lone surrogate cannot be stored.", parameter);
    }

    public static void Require(StateKey key)
    {
        Require(key.Name, nameof(key));
        Require(key.GrainKey, nameof(key));
    }

    public static void Require(CatalogKey key)
    {
        Require(key.Client, nameof(key));
        Require(key.Kind, nameof(key));
        Require(key.Id, nameof(key));
    }

    public static void Require(AppendedRows rows)
    {
        foreach (var row in rows.Events)
        {
            Require(row.Client, nameof(rows));
            Require(row.Name, nameof(rows));
            Require(row.Entity, nameof(rows));
            if (row.UserId is not null)
                Require(row.UserId, nameof(rows));
        }

        foreach (var row in rows.Sessions)
        {
            Require(row.Client, nameof(rows));
            Require(row.UserId, nameof(rows));
            if (row.PluggedOutMs < row.PluggedInMs)
                throw new ArgumentException("A session cannot end before it starts.", nameof(rows));
        }
    }

    public static void Require(CatalogRow row)
    {
        Require(row.Key);
        if (!(IsStorable(row.UserId) && IsStorable(row.LocationId) && IsStorable(row.Zone) && IsStorable(row.Area) && IsStorable(row.Reference)))
            throw new ArgumentException("Text with U+0000 or a lone surrogate cannot be stored.", nameof(row));
    }
}
