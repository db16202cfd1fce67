namespace OrleansFlex.Silo.Requests;

/// <summary>Readers of longer text.</summary>
public sealed partial class JsonFields
{
    /// <summary>Text of <paramref name="min"/> to <paramref name="max"/> UTF-16 units that may have several lines; no other control characters.</summary>
    public string Text(string name, int min, int max) =>
        Parse<string>(name, $"must be a text of {min} to {max} characters without control characters", (string given, out string text) =>
            (text = given).Length >= min && given.Length <= max
            && RequestText.IsPrintable(given.Replace('\n', ' ').Replace('\r', ' ').Replace('\t', ' ')))
        ?? Absent(name, "");
}
