namespace OrleansFlex.Silo.Options;

/// <summary>Settings as they were written, by path; keys ignore case as environment variables need it.</summary>
internal sealed class OptionTree
{
    /// <summary>A value, or null for a section.</summary>
    public string? Value { get; private set; }

    /// <summary>Where the value comes from, as an error message names it.</summary>
    public string Source { get; private set; } = "";

    /// <summary>The value comes from an environment variable.</summary>
    public bool FromEnvironment { get; private set; }

    /// <summary>The settings below.</summary>
    public SortedDictionary<string, OptionTree> Children { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Sets a value; a later one replaces an earlier one.</summary>
    public void Set(IEnumerable<string> path, string value, string source, bool fromEnvironment)
    {
        var node = At(path);
        node.Value = value;
        node.Source = source;
        node.FromEnvironment = fromEnvironment;
    }

    /// <summary>The node at a path, made as needed.</summary>
    public OptionTree At(IEnumerable<string> path)
    {
        var node = this;
        foreach (var name in path)
        {
            if (!node.Children.TryGetValue(name, out var child))
                node.Children.Add(name, child = new OptionTree());
            node = child;
        }
        return node;
    }
}
