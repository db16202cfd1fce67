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
            foreach (var each in (header ?? "").Split(','))
            {
                var given = each.Trim();
                if (given == "*" || (given.StartsWith("W/", StringComparison.Ordinal) ? given[2..] : given) == tag)
                    return true;
            }
        }

        return false;
    }
}
