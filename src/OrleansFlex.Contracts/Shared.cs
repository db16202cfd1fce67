namespace OrleansFlex.Contracts;

/// <summary>
/// Equal values as one object: a fleet says the same of its devices a hundred thousand times. Remembers the values of late in
/// a table of fixed size, so that what callers make up cannot fill memory. Safe for concurrent use.
/// </summary>
public static class Shared
{
    /// <summary>The object that stands for values equal to this one.</summary>
    public static T? Of<T>(T? value)
        where T : class, IEquatable<T>
    {
        if (value is null)
            return null;
        ref var known = ref Table<T>.Slot(value.GetHashCode());
        if (known is { } same && same.Equals(value))
            return same;
        return known = value;
    }

    /// <summary>The array that stands for arrays of equal content. Neither may be changed afterwards.</summary>
    public static T[] Of<T>(T[] values)
        where T : struct, IEquatable<T>
    {
        var hash = default(HashCode);
        foreach (var value in values)
            hash.Add(value);
        ref var known = ref Table<T[]>.Slot(hash.ToHashCode());
        if (known is { } same && same.AsSpan().SequenceEqual(values))
            return same;
        return known = values;
    }

    private static class Table<T>
        where T : class
    {
        private const int Bits = 12;
        private static readonly T?[] Slots = new T?[1 << Bits];

        public static ref T? Slot(int hash) => ref Slots[(uint)(hash * -1640531527) >> (32 - Bits)];
    }
}
