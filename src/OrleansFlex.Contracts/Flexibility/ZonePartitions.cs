using System.Buffers.Binary;

namespace OrleansFlex.Contracts.Flexibility;

/// <summary>Where a site's members are summed.</summary>
public static class ZonePartitions
{
    /// <summary>The number of partitions of a zone. A change moves sites, which is harmless: partitions are rebuilt at start.</summary>
    public const int Count = 8;

    // Every contribution names its partition, and those that follow each other are mostly of one zone.
    [ThreadStatic]
    private static (string? Client, string? Zone, string[]? Of) _keys;

    /// <summary>The partition of a site. Stable across processes.</summary>
    public static int Of(Guid siteId)
    {
        Span<byte> bytes = stackalloc byte[16];
        siteId.TryWriteBytes(bytes);
        // The last bytes of a UUID are its random part, whatever its version.
        return (int)(BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]) % Count);
    }

    /// <summary>The grain key of a site's partition.</summary>
    public static string Key(string client, string zone, Guid siteId) => Key(client, zone, Of(siteId));

    /// <summary>The grain key of a partition by number.</summary>
    public static string Key(string client, string zone, int number)
    {
        if (_keys.Of is null || _keys.Client != client || _keys.Zone != zone)
            _keys = (client, zone, new string[Count]);
        return _keys.Of[number] ??= GrainKeys.Of(client, zone, number.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
