using System.Collections.Immutable;
using OrleansFlex.Domain.Flexibility;

namespace OrleansFlex.Domain.Forecasting;

public sealed partial class CalibratedConfidence
{
    // To be raised whenever older bytes would be read wrongly; they are then not read at all.
    private const byte Version = 1;

    /// <summary>What was learned, in at most 17 kB; the margins are not part of it.</summary>
    public byte[] Save()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Version);
        writer.Write((byte)Scale.Buckets.Length);
        foreach (var bucket in Scale.Buckets)
        {
            writer.Write(bucket.Own);
            writer.Write(bucket.Common);
        }

        _recalibration.Write(writer);
        _distributions.Write(writer);
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>What was saved; null when it is of another version or damaged, and has to be learned anew.</summary>
    /// <param name="options">The margins.</param>
    /// <param name="saved">Bytes of <see cref="Save"/>.</param>
    public static CalibratedConfidence? Restore(ConfidenceOptions options, byte[] saved)
    {
        ArgumentNullException.ThrowIfNull(saved);
        using var stream = new MemoryStream(saved, writable: false);
        using var reader = new BinaryReader(stream);
        try
        {
            if (reader.ReadByte() != Version)
                return null;
            var buckets = ImmutableArray.CreateBuilder<ErrorVariance>();
            for (int i = 0, count = reader.ReadByte(); i < count; i++)
                buckets.Add(new ErrorVariance(reader.ReadDouble(), reader.ReadDouble()));
            var scale = ConfidenceModel.Restore(options, buckets.ToImmutable());
            var recalibration = Recalibration.Read(reader);
            var distributions = ErrorDistributions.Read(reader);
            return stream.Position == stream.Length ? new CalibratedConfidence(scale, distributions, recalibration) : null;
        }
        catch (Exception damage) when (damage is EndOfStreamException or InvalidDataException or ArgumentException)
        {
            return null;
        }
    }
}
