using System.Globalization;
using System.Runtime.InteropServices;

namespace OrleansFlex.Benchmarks;

/// <summary>The measurements of one machine: a table for each group, of which a run replaces those that it measured and keeps the others.</summary>
internal sealed class ResultsFile
{
    private readonly string _path;
    private readonly Dictionary<string, string> _sections = new(StringComparer.Ordinal);

    public ResultsFile(string folder)
    {
        Directory.CreateDirectory(folder);
        _path = Path.Combine(folder, $"{Environment.MachineName}.md");
        if (!File.Exists(_path))
            return;
        foreach (var section in File.ReadAllText(_path).Split("\n## ").Skip(1))
            _sections[section[..section.IndexOf('\n', StringComparison.Ordinal)]] = section.TrimEnd();
    }

    /// <summary>Replaces a group's table, and writes the file: a run that is broken off keeps what it has measured.</summary>
    public void Put(string group, IEnumerable<Measurement> measurements)
    {
        _sections[group] = string.Create(CultureInfo.InvariantCulture, $"""
            {group}

            {TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {Environment.ProcessorCount} cores, .NET {Environment.Version}, {RuntimeInformation.OSDescription}.

            | what | measured | asked |
            |---|---|---|
            {string.Join('\n', measurements)}
            """);
        File.WriteAllText(_path, $"# {Environment.MachineName}\n\n{string.Join("\n\n", _sections.Values.Select(section => $"## {section}"))}\n");
    }
}
