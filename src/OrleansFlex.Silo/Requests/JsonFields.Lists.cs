using System.Text.Json;

namespace OrleansFlex.Silo.Requests;

/// <summary>Readers of lists of words.</summary>
public sealed partial class JsonFields
{
    /// <summary>A list of strings in its order.</summary>
    public IReadOnlyList<string> Strings(string name, int minItems = 0, int maxItems = 1000, int maxLength = 256) =>
        OptionalStrings(name, minItems, maxItems, maxLength) ?? Missing(name, (IReadOnlyList<string>)[]);

    /// <inheritdoc cref="Strings"/>
    public IReadOnlyList<string>? OptionalStrings(string name, int minItems = 0, int maxItems = 1000, int maxLength = 256) =>
        ReadList(name, minItems, maxItems, FieldText.StringExpected(1, maxLength), text => FieldText.Fits(text, 1, maxLength, out _));

    /// <summary>A list of words out of the given ones; repetitions are harmless.</summary>
    public IReadOnlyList<string> Words(string name, int maxItems, params IReadOnlyList<string> words) =>
        OptionalWords(name, maxItems, words) ?? Missing(name, (IReadOnlyList<string>)[]);

    /// <inheritdoc cref="Words"/>
    public IReadOnlyList<string>? OptionalWords(string name, int maxItems, params IReadOnlyList<string> words) =>
        ReadList(name, 0, maxItems, $"must be one of {string.Join(", ", words)}", words.Contains);

    /// <summary>A list of chosen ids without repetitions.</summary>
    public IReadOnlyList<string> ChosenIds(string name, int minItems = 1, int maxItems = 1000)
    {
        var ids = ReadList(name, minItems, maxItems, "must be an id of 1 to 128 visible characters", RequestText.IsChosenId);
        return ids is null ? Missing(name, (IReadOnlyList<string>)[]) : Distinct(name, ids);
    }

    /// <summary>A set of words out of the given ones; a repetition is an error.</summary>
    public IReadOnlyList<string> StringSet(string name, params IReadOnlyList<string> words) =>
        OptionalStringSet(name, words) ?? Missing(name, (IReadOnlyList<string>)[]);

    /// <inheritdoc cref="StringSet"/>
    public IReadOnlyList<string>? OptionalStringSet(string name, params IReadOnlyList<string> words)
    {
        var read = ReadList(name, 0, Math.Max(words.Count, 1) * 2, $"must be one of {string.Join(", ", words)}", words.Contains);
        return read is null ? null : Distinct(name, read);
    }

    private IReadOnlyList<string> Distinct(string name, IReadOnlyList<string> items)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            if (!seen.Add(items[i]))
                _issues.Add($"{PathOf(name)}[{i}]", "must not be repeated");
        }
        return items;
    }

    private IReadOnlyList<string>? ReadList(string name, int minItems, int maxItems, string expected, Func<string, bool> accepts)
    {
        if (!TryGet(name, out var array))
            return null;
        if (array.ValueKind != JsonValueKind.Array || array.GetArrayLength() < minItems || array.GetArrayLength() > maxItems)
        {
            Fail(name, $"must be an array of {minItems} to {maxItems} items");
            return [];
        }
        var items = new List<string>(array.GetArrayLength());
        var i = 0;
        foreach (var element in array.EnumerateArray())
        {
            if (element.ValueKind == JsonValueKind.String && accepts(element.GetString()!))
                items.Add(element.GetString()!);
            else
                _issues.Add($"{PathOf(name)}[{i}]", expected);
            i++;
        }
        return items;
    }
}
