namespace OrleansFlex.Domain.Flexibility;

public sealed partial class ControlHistory
{
    // To be raised whenever older bytes would be read wrongly; they are then not read at all.
    private const byte Version = 1;

    /// <summary>The actions that still count, 8 bytes for each; empty where there are none.</summary>
    /// <param name="nowMs">Now, Unix milliseconds.</param>
    public byte[] Save(long nowMs)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        var actions = new List<(long AtMs, bool IsConfirmed)>();
        for (var composition = 0; composition < _byComposition.Length; composition++)
        {
            actions.Clear();
            _byComposition[composition]?.CopySince(nowMs - options.ControlAgeMs, actions);
            if (actions.Count == 0)
                continue;
            if (stream.Length == 0)
                writer.Write(Version);
            writer.Write((byte)composition);
            writer.Write7BitEncodedInt(actions.Count);
            foreach (var (atMs, isConfirmed) in actions)
                writer.Write((atMs << 1) | (isConfirmed ? 1L : 0L));
        }

        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>What was saved; nothing when it is of another version or damaged.</summary>
    /// <param name="options">The thresholds.</param>
    /// <param name="saved">Bytes of <see cref="Save"/>.</param>
    public static ControlHistory Restore(FlexStatusOptions options, byte[] saved)
    {
        ArgumentNullException.ThrowIfNull(saved);
        var history = new ControlHistory(options);
        using var stream = new MemoryStream(saved, writable: false);
        using var reader = new BinaryReader(stream);
        try
        {
            if (saved.Length == 0 || reader.ReadByte() != Version)
                return history;
            while (stream.Position < stream.Length)
            {
                var composition = reader.ReadByte();
                if (composition >= history._byComposition.Length)
                    return new ControlHistory(options);
                for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
                {
                    var action = reader.ReadInt64();
                    history.Add((HouseholdTypes)composition, action >> 1, (action & 1) != 0);
                }
            }

            history.Added = 0;
            return history;
        }
        catch (Exception damage) when (damage is EndOfStreamException or FormatException)
        {
            return new ControlHistory(options);
        }
    }
}
