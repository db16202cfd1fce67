using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OrleansFlex.Storage.CrashWriter;

/// <summary>What the crash test writes: bytes whose every part depends on writer and number, so that a torn record shows.</summary>
public static class CrashRecord
{
    private const int Header = 16;

    public static StateKey Key(int writer) => new("crash", $"client/{writer}");

    /// <summary>The catalog row that is written together with the record.</summary>
    public static CatalogRow Row(int writer, long number) => new("client", "crash", $"{writer}", writer) { AssetCount = (int)number };

    /// <summary>The tenant in which a writer's rows are kept.</summary>
    public static string Client(int writer) => $"client-{writer}";

    /// <summary>The id of the event and of the session that are appended together with a record.</summary>
    public static Guid Id(long number) => new((int)number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);

    /// <summary>An event at every write, and a session at every second one.</summary>
    public static AppendedRows Appended(int writer, long number) => new(
        [new EventRow(Client(writer), Id(number), "written", "record", null, number, BitConverter.GetBytes(number))],
        number % 2 == 0 ? [new SessionRow(Client(writer), Id(number), Id(0), "user", number, number + 1, BitConverter.GetBytes(number))] : []);

    /// <summary>
    /// A record of 100 to 9,000 bytes, or at every third number thirty times as much: then a commit takes long enough for a
    /// kill to fall into it.
    /// </summary>
    public static byte[] Create(int writer, long number)
    {
        var size = Header + 84 + (int)(((number * 7_919) + (writer * 104_729)) % 8_900);
        var record = new byte[(number + writer) % 3 == 0 ? 30 * size : size];
        BinaryPrimitives.WriteInt64LittleEndian(record, writer);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(8), number);
        new Random(HashCode(writer, number)).NextBytes(record.AsSpan(Header..^SHA256.HashSizeInBytes));
        SHA256.HashData(record.AsSpan(..^SHA256.HashSizeInBytes), record.AsSpan(^SHA256.HashSizeInBytes..));
        return record;
    }

    /// <summary>The number inside a record.</summary>
    /// <exception cref="InvalidDataException">The record is not whole or belongs to another writer.</exception>
    public static long Verify(byte[] record, int writer)
    {
        var number = BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(8));
        return record.AsSpan().SequenceEqual(Create(writer, number))
            ? number
            : throw new InvalidDataException($"The record of writer {writer} that claims number {number} is torn.");
    }

    private static int HashCode(int writer, long number) => unchecked((writer * 1_000_003) + (int)number);
}
