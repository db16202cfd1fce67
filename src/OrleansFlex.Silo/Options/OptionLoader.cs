using System.Collections;
using System.Text.Json;

namespace OrleansFlex.Silo.Options;

/// <summary>Finds and reads the settings: file, then environment.</summary>
public static class OptionLoader
{
    /// <summary>The file that is read from the working directory when none is named.</summary>
    public const string DefaultFile = "silo.json";

    private static readonly JsonDocumentOptions Annotated = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>Reads the settings of this process.</summary>
    /// <param name="file">The settings file, or null for <see cref="DefaultFile"/> where it exists.</param>
    /// <exception cref="OptionsException">A key is unknown, a value is bad, or the file cannot be read.</exception>
    public static SiloOptions Load(string? file) =>
        Load(file ?? (File.Exists(DefaultFile) ? DefaultFile : null), Environment.GetEnvironmentVariables());

    /// <summary>Reads settings from a file, or none, and the given environment variables.</summary>
    /// <exception cref="OptionsException">A key is unknown, a value is bad, or the file cannot be read.</exception>
    public static SiloOptions Load(string? file, IDictionary environment)
    {
        var tree = new OptionTree();
        if (file is not null)
            ReadFile(file, tree);
        ReadEnvironment(environment, tree);
        var binder = new OptionBinder(name => environment[name] as string);
        var options = ClientSettings.WithFirstClient(binder.Bind<SiloOptions>(tree), environment);
        List<string> errors = [.. binder.Errors, .. CrossChecks.Of(options)];
        return errors.Count == 0 ? options : throw new OptionsException(errors);
    }

    private static void ReadFile(string file, OptionTree tree)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file), Annotated);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                throw new OptionsException([$"{file} must hold one JSON object."]);
            Add(json.RootElement, [], file, tree);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OptionsException([$"The settings file {file} cannot be read: {e.Message}"]);
        }
        catch (JsonException e)
        {
            throw new OptionsException([$"{file} is not well-formed JSON at line {e.LineNumber + 1}, or repeats a key: {e.Message}"]);
        }
    }

    private static void Add(JsonElement element, string[] path, string file, OptionTree tree)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                tree.At(path);
                foreach (var property in element.EnumerateObject())
                    Add(property.Value, [.. path, property.Name], file, tree);
                break;
            case JsonValueKind.Array:
                tree.At(path);
                foreach (var (index, item) in element.EnumerateArray().Index())
                    Add(item, [.. path, $"{index}"], file, tree);
                break;
            case JsonValueKind.Null:
                break;
            default:
                tree.Set(path, element.ToString(), file, fromEnvironment: false);
                break;
        }
    }

    private static void ReadEnvironment(IDictionary environment, OptionTree tree)
    {
        var sections = typeof(SiloOptions).GetProperties().Select(p => p.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry variable in environment)
        {
            var name = (string)variable.Key;
            var path = name.Split("__");
            if (path.Length > 1 && sections.Contains(path[0]))
                tree.Set(path, (string?)variable.Value ?? "", $"environment variable {name}", fromEnvironment: true);
        }
    }
}
