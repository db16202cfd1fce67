using System.Diagnostics.CodeAnalysis;
using OrleansFlex.EmbeddedEngine;

namespace Orleans.Runtime;

/// <summary>Values that travel with a call from caller to callee, and never back.</summary>
public static class RequestContext
{
    internal const string ReentrancyKey = "#CCR";

    private static readonly AsyncLocal<Dictionary<string, object>?> s_values = new();
    private static long s_lastReentrancyId;

    /// <summary>The call chain that may re-enter grains; empty where none may.</summary>
    public static Guid ReentrancyId
    {
        get => Get(ReentrancyKey) is Guid id ? id : Guid.Empty;
        set
        {
            if (value == Guid.Empty)
                Remove(ReentrancyKey);
            else
                Set(ReentrancyKey, value);
        }
    }

    /// <summary>The keys that are set.</summary>
    public static IEnumerable<string> Keys => s_values.Value?.Keys ?? Enumerable.Empty<string>();

    /// <summary>The values that are set.</summary>
    public static IEnumerable<KeyValuePair<string, object>> Entries => s_values.Value ?? Enumerable.Empty<KeyValuePair<string, object>>();

    // A dictionary is never changed once it is here, so that requests can share it.
    internal static Dictionary<string, object>? Values
    {
        get => s_values.Value;
        set => s_values.Value = value;
    }

    /// <summary>Until disposed, calls made from here may call back into this grain.</summary>
    public static ReentrancySection AllowCallChainReentrancy()
    {
        var original = ReentrancyId;
        return new ReentrancySection(original, original == Guid.Empty ? NewReentrancyId() : original);
    }

    /// <summary>Until disposed, calls made from here may not call back into grains of the chain.</summary>
    public static ReentrancySection SuppressCallChainReentrancy() => new(ReentrancyId, Guid.Empty);

    /// <summary>The value of a key; null when unset.</summary>
    public static object? Get(string key) => s_values.Value is { } values && values.TryGetValue(key, out var value) ? value : null;

    /// <summary>Sets a value for the calls made from here on.</summary>
    public static void Set(string key, object value) =>
        s_values.Value = s_values.Value is { } values ? new(values) { [key] = value } : new() { [key] = value };

    /// <summary>Takes a value away; false when it was not set.</summary>
    public static bool Remove(string key)
    {
        if (s_values.Value is not { } values || !values.ContainsKey(key))
            return false;
        var rest = new Dictionary<string, object>(values);
        rest.Remove(key);
        s_values.Value = rest.Count == 0 ? null : rest;
        return true;
    }

    /// <summary>Takes all values away.</summary>
    public static void Clear()
    {
        if (s_values.Value is not null)
            s_values.Value = null;
    }

    // Unique in this process, which is all that a call chain needs.
    private static Guid NewReentrancyId()
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, Interlocked.Increment(ref s_lastReentrancyId));
        return new Guid(bytes);
    }

    /// <summary>A stretch of code whose calls may, or may not, re-enter.</summary>
    [SuppressMessage("Design", "CA1034", Justification = "Orleans nests it.")]
    public readonly struct ReentrancySection : IDisposable
    {
        private readonly Guid _original;
        private readonly Guid _current;

        /// <summary>Enters the section.</summary>
        public ReentrancySection(Guid originalReentrancyId, Guid newReentrancyId)
        {
            _original = originalReentrancyId;
            _current = newReentrancyId;
            if (_current != _original)
                ReentrancyId = _current;
            if (_current != Guid.Empty)
                RuntimeContext.Current?.EnterReentrantSection(_current);
        }

        /// <summary>Leaves the section.</summary>
        public void Dispose()
        {
            if (_current != Guid.Empty)
                RuntimeContext.Current?.ExitReentrantSection(_current);
            if (_current != _original)
                ReentrancyId = _original;
        }
    }
}
