using System.Text.Json;
using OrleansFlex.Silo.Problems;

namespace OrleansFlex.Silo.Requests;

/// <summary>
/// The members of one JSON object from a request. Every reader notes what is wrong and goes on with a harmless value, so that
/// <see cref="ThrowIfInvalid"/> can report everything at once; nothing that was read may be used before it. Members that nobody
/// reads are ignored. <c>null</c> counts as absent. Not thread-safe.
/// </summary>
public sealed partial class JsonFields
{
    private readonly JsonElement _object;
    private readonly IssueList _issues;
    private readonly string? _fixedPath;
    private readonly JsonFields? _parent;
    private readonly string _list = "";
    private readonly int _index = -1;

    /// <summary>Reads a root object.</summary>
    public JsonFields(JsonElement root) : this(root, "", new IssueList())
    {
    }

    private JsonFields(JsonElement element, string path, IssueList issues)
    {
        _object = element;
        _fixedPath = path;
        _issues = issues;
    }

    private JsonFields(JsonElement element, JsonFields? parent, string list, int index, IssueList issues)
    {
        _object = element;
        _parent = parent;
        _list = list;
        _index = index;
        _issues = issues;
    }

    /// <summary>Where this object is in the body, such as <c>values[3]</c>; empty for the root.</summary>
    public string Path => _fixedPath ?? $"{(_parent is null ? _list : _parent.PathOf(_list))}[{_index}]";

    /// <summary>The path of a member of this object.</summary>
    public string PathOf(string name) => Path is { Length: > 0 } path ? $"{path}.{name}" : name;

    /// <summary>The member is there, be it null. Tells a patch that clears a value from one that leaves it.</summary>
    public bool Has(string name) => _object.ValueKind == JsonValueKind.Object && _object.TryGetProperty(name, out _);

    /// <summary>The member is there and null.</summary>
    public bool IsNull(string name) =>
        _object.ValueKind == JsonValueKind.Object && _object.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Null;

    /// <summary>Notes members that are null, for patches of what cannot be taken away.</summary>
    public void RefuseNull(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (IsNull(name))
                Fail(name, "must not be null");
    }

    /// <summary>Notes a fault of a member that the readers cannot see, such as a rule between two members.</summary>
    public void Fail(string name, string message) => _issues.Add(PathOf(name), message);

    /// <summary>How many faults were noted so far, to leave out rules that depend on what could not be read.</summary>
    public int FaultCount => _issues.Count;

    /// <summary>Ends the request with 400 and all issues, of this object and of all objects read from the same body.</summary>
    /// <exception cref="ProblemException">Anything was wrong.</exception>
    public void ThrowIfInvalid() => _issues.ThrowIfAny();

    /// <summary>The member as an object; an empty one where it is missing.</summary>
    public JsonFields Object(string name) => OptionalObject(name) ?? Missing(name, new JsonFields(default, PathOf(name), new IssueList()));

    /// <summary>The member as an object, or null.</summary>
    public JsonFields? OptionalObject(string name)
    {
        if (!TryGet(name, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Object)
            return new JsonFields(value, PathOf(name), _issues);
        Fail(name, "must be an object");
        return new JsonFields(default, PathOf(name), new IssueList());
    }

    /// <summary>The member as a list of objects.</summary>
    public IReadOnlyList<JsonFields> Objects(string name, int min = 0, int max = 10_000) =>
        OptionalObjects(name, min, max) ?? Missing(name, (IReadOnlyList<JsonFields>)[]);

    /// <summary>The member as a list of objects, or null.</summary>
    public IReadOnlyList<JsonFields>? OptionalObjects(string name, int min = 0, int max = 10_000)
    {
        if (!TryGet(name, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Array)
            return ItemsOf(value, name, _issues, min, max, this);
        Fail(name, "must be an array");
        return [];
    }

    /// <summary>The names of the members, for objects that are used as maps.</summary>
    public IEnumerable<string> Names => _object.ValueKind == JsonValueKind.Object ? _object.EnumerateObject().Select(p => p.Name) : [];

    internal static IReadOnlyList<JsonFields> ItemsOf(JsonElement array, string list, IssueList issues, int min, int max, JsonFields? parent = null)
    {
        var path = parent is null ? list : parent.PathOf(list);
        var count = array.GetArrayLength();
        if (count < min || count > max)
        {
            issues.Add(path, $"must have {min} to {max} items");
            return [];
        }
        var items = new JsonFields[count];
        var i = 0;
        foreach (var element in array.EnumerateArray())
        {
            var isObject = element.ValueKind == JsonValueKind.Object;
            if (!isObject)
                issues.Add($"{path}[{i}]", "must be an object");
            items[i] = new JsonFields(element, parent, list, i, isObject ? issues : new IssueList());
            i++;
        }
        return items;
    }

    private bool TryGet(string name, out JsonElement value)
    {
        value = default;
        return _object.ValueKind == JsonValueKind.Object && _object.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
    }

    private T Missing<T>(string name, T instead)
    {
        Fail(name, "is required");
        return instead;
    }
}
