namespace OrleansFlex.Silo.Options;

/// <summary>
/// A secret value. In a file it is only ever referred to, <c>env:NAME</c> or <c>file:PATH</c>; an environment variable may hold it itself.
/// Prints as stars.
/// </summary>
public sealed class Secret
{
    private readonly string _value;

    private Secret(string value) => _value = value;

    /// <summary>The value. Do not log it.</summary>
    public string Reveal() => _value;

    /// <inheritdoc />
    public override string ToString() => "***";

    /// <summary>A secret that is known already.</summary>
    public static Secret Of(string value) => new(value);

    /// <summary>Follows a reference; a plain value is taken only where the text comes from the environment.</summary>
    /// <exception cref="FormatException">The text is a plain value in a file, or the reference leads nowhere.</exception>
    internal static Secret Resolve(string text, bool fromEnvironment, Func<string, string?> environment)
    {
        if (text.StartsWith("env:", StringComparison.Ordinal))
            return new(environment(text[4..]) is { Length: > 0 } value ? value : throw new FormatException($"refers to the environment variable {text[4..]}, which is not set"));
        if (text.StartsWith("file:", StringComparison.Ordinal))
            return new(ReadFile(text[5..]));
        return fromEnvironment ? new(text) : throw new FormatException("must not hold a secret itself; write env:NAME or file:PATH");
    }

    private static string ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path).TrimEnd('\r', '\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new FormatException($"refers to the file {path}, which cannot be read");
        }
    }
}
