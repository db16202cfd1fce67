namespace OrleansFlex.Contracts.Wire;

/// <summary>UUIDs as the API writes them: 32 hexadecimal digits in five groups, and nothing around them.</summary>
public static class Uuid
{
    /// <summary>Reads a UUID. Unlike the framework's reader this one takes no blanks around it, and no signs or prefixes within.</summary>
    public static bool TryParse(string? text, out Guid id)
    {
        id = default;
        return text is { Length: 36 } && !text.AsSpan().ContainsAnyExcept(Characters) && Guid.TryParseExact(text, "D", out id);
    }

    private static readonly System.Buffers.SearchValues<char> Characters = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF-");
}
