using System.Globalization;
using NodaTime;
using NodaTime.Text;
using OrleansFlex.Contracts.Wire;
using OrleansFlex.Silo.Paging;

namespace OrleansFlex.Silo.Requests;

/// <summary>
/// The query parameters of a request, read like <see cref="JsonFields"/>: everything that is wrong is collected and reported by
/// <see cref="ThrowIfInvalid"/>. Unknown parameters are ignored; an empty value counts as given.
/// </summary>
public sealed partial class QueryFields(IQueryCollection query, Func<IEnumerable<string>, uint>? markList = null)
{
    private readonly IssueList _issues = new();

    /// <summary>The parameters of a request.</summary>
    public static QueryFields Of(HttpContext context) => new(context.Request.Query, filters => ListMark.Of(context, filters));

    /// <summary>Notes a fault that the readers cannot see, such as a rule between two parameters.</summary>
    public void Fail(string name, string message) => _issues.Add(name, message);

    /// <summary>Ends the request with 400 and all issues.</summary>
    /// <exception cref="Problems.ProblemException">Anything was wrong.</exception>
    public void ThrowIfInvalid() => _issues.ThrowIfAny();

    /// <summary>Text of 1 to <paramref name="max"/> characters, required.</summary>
    public string String(string name, int max = 256) => OptionalString(name, max) ?? Missing(name, "");

    /// <summary>Text of 1 to <paramref name="max"/> characters, or null.</summary>
    public string? OptionalString(string name, int max = 256)
    {
        if (Single(name) is not { } text)
            return null;
        if (FieldText.Fits(text, 1, max, out _))
            return text;
        Fail(name, FieldText.StringExpected(1, max));
        return "";
    }

    /// <summary>An instant with its offset, required.</summary>
    public DateTimeOffset Instant(string name) => OptionalInstant(name) ?? Missing(name, default(DateTimeOffset));

    /// <summary>An instant with its offset, or null. A <c>+</c> that arrived as a space, as unescaped plus signs do, is understood.</summary>
    public DateTimeOffset? OptionalInstant(string name)
    {
        if (Single(name) is not { } text)
            return null;
        var repaired = text.Length > 6 && text[^6] == ' ' ? $"{text[..^6]}+{text[^5..]}" : text;
        if (Rfc3339.TryParse(repaired, out var instant))
            return instant;
        Fail(name, Rfc3339.Expected);
        return default(DateTimeOffset);
    }

    /// <summary>The date of an instant as it is written, whatever its time and offset; required. Null where it is missing or wrong.</summary>
    public LocalDate? WrittenDate(string name)
    {
        var text = Single(name);
        var known = _issues.Count;
        Instant(name);
        return _issues.Count == known && LocalDatePattern.Iso.Parse(text![..10]) is { Success: true } date ? date.Value : null;
    }

    /// <summary>A whole number between two bounds, both included, or null.</summary>
    public int? OptionalInteger(string name, int min = int.MinValue, int max = int.MaxValue)
    {
        if (Single(name) is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
            return number;
        Fail(name, FieldText.NumberExpected("whole number", min, max));
        return min;
    }

    /// <summary>A UUID, required.</summary>
    public Guid Guid(string name) => OptionalGuid(name) ?? Missing(name, default(Guid));

    /// <summary>A UUID, or null.</summary>
    public Guid? OptionalGuid(string name)
    {
        if (Single(name) is not { } text)
            return null;
        if (Uuid.TryParse(text, out var id))
            return id;
        Fail(name, "must be a UUID");
        return default(Guid);
    }

    /// <summary>One of the given words, required.</summary>
    public string OneOf(string name, params IReadOnlyList<string> words) => OptionalOneOf(name, words) ?? Missing(name, "");

    /// <summary>One of the given words, or null.</summary>
    public string? OptionalOneOf(string name, params IReadOnlyList<string> words)
    {
        if (Single(name) is not { } text || words.Contains(text))
            return Single(name);
        Fail(name, $"must be one of {string.Join(", ", words)}");
        return "";
    }

    /// <summary>A parameter that may be given several times, also as <c>name[]</c>; empty where it is absent.</summary>
    public IReadOnlyList<string> Many(string name, int maxItems = 100)
    {
        var values = query[name].Concat(query[$"{name}[]"]).OfType<string>().ToArray();
        if (values.Length > maxItems)
            Fail(name, $"must not be given more than {maxItems} times");
        else if (!values.All(RequestText.IsChosenId))
            Fail(name, "must be 1 to 128 visible characters");
        return values;
    }

    /// <summary>
    /// Which page of a list is asked for: <c>pageSize</c>, <c>after</c>, <c>before</c>. A cursor of another list, or of this one with other
    /// values of <paramref name="filters"/>, is a fault.
    /// </summary>
    /// <param name="filters">The query parameters that select the list's rows.</param>
    public PageRequest Page(params IReadOnlyList<string> filters)
    {
        var list = markList?.Invoke(filters) ?? 0;
        var size = OptionalInteger("pageSize", 1, PageRequest.MaxSize) ?? PageRequest.DefaultSize;
        var after = OptionalCursor("after", list);
        var before = OptionalCursor("before", list);
        if (after is not null && before is not null)
            Fail("before", "must not be given together with after");
        return new PageRequest(size, after, before, list);
    }

    private Cursor? OptionalCursor(string name, uint list)
    {
        if (Single(name) is not { } text)
            return null;
        if (Cursor.TryParse(text, out var cursor) && cursor.List == list)
            return cursor;
        Fail(name, "must be a cursor from an earlier page of this list");
        return null;
    }

    private string? Single(string name)
    {
        var values = query[name];
        if (values.Count > 1)
            Fail(name, "must be given once");
        return values.Count == 0 ? null : values[0] ?? "";
    }

    private T Missing<T>(string name, T instead)
    {
        Fail(name, "is required");
        return instead;
    }
}
