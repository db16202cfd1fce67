using System.Globalization;

namespace Orleans.Runtime;

/// <summary>The identity of a stream: namespace and key. The key is also the key of the grains that subscribe implicitly.</summary>
public readonly struct StreamId : IEquatable<StreamId>
{
    private readonly string? _namespace;
    private readonly string? _key;

    private StreamId(string? ns, string key)
    {
        _namespace = ns;
        _key = key;
    }

    /// <summary>A stream by string key.</summary>
    public static StreamId Create(string? ns, string key) => new(ns, key);

    /// <summary>A stream by <see cref="Guid"/> key.</summary>
    public static StreamId Create(string? ns, Guid key) => new(ns, key.ToString("N"));

    /// <summary>A stream by integer key.</summary>
    public static StreamId Create(string? ns, long key) => new(ns, key.ToString(CultureInfo.InvariantCulture));

    /// <summary>The namespace; null when there is none.</summary>
    public string? GetNamespace() => _namespace;

    /// <summary>The key.</summary>
    public string GetKeyAsString() => _key ?? "";

    /// <inheritdoc />
    public bool Equals(StreamId other) => _namespace == other._namespace && _key == other._key;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is StreamId other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(_namespace, _key);

    /// <inheritdoc />
    public override string ToString() => $"{_namespace ?? "null"}/{_key}";

    /// <summary>Equality of namespace and key.</summary>
    public static bool operator ==(StreamId s1, StreamId s2) => s1.Equals(s2);

    /// <summary>Inequality of namespace or key.</summary>
    public static bool operator !=(StreamId s1, StreamId s2) => !s1.Equals(s2);
}
