using OrleansFlex.Domain;

namespace OrleansFlex.Silo.Options;

/// <summary>Finds what was probably meant by a misspelt key.</summary>
internal static class Suggestion
{
    /// <summary>A hint such as <c> Did you mean "StartCost"?</c>, or nothing when no name is near.</summary>
    public static string For(string given, IEnumerable<string> names)
    {
        var nearest = names.Select(name => (Name: name, Distance: Spelling.Distance(given, name))).OrderBy(candidate => candidate.Distance).FirstOrDefault();
        return nearest.Name is not null && nearest.Distance <= Math.Max(2, given.Length / 3) ? $" Did you mean \"{nearest.Name}\"?" : "";
    }
}
