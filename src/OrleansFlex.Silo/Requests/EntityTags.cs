using Microsoft.Extensions.Primitives;

namespace OrleansFlex.Silo.Requests;

/// <summary>Entity tags of conditional requests.</summary>
public static class EntityTags
{
    /// <summary>Whether <c>If-None-Match</c> names a tag. Weak tags count as the strong ones, as reads have it; <c>*</c> is any.</summary>
    public static bool Matches(StringValues ifNoneMatch, string tag)
    {
        foreach (var header in ifNoneMatch)
        {
            var text = header.AsSpan();
            foreach (var range in text.Split(','))
            {
                var given = text[range].Trim();
                if (given is "*" || (given.StartsWith("W/") ? given[2..] : given).SequenceEqual(tag))
                    return true;
            }
        }

        return false;
    }
}
