using System.Buffers.Binary;

namespace OrleansFlex.Domain.Solar;

/// <summary>
/// What an inverter has produced in the last four hours, by quarter-hour of Unix time: energy, and how much of the quarter was observed. About
/// a hundred bytes. Not safe for concurrent use.
/// </summary>
public sealed class ProductionHistory
{
    /// <summary>Quarters that are remembered.</summary>
    public const int Quarters = 16;

    /// <summary>Length of a quarter, milliseconds.</summary>
    public const long QuarterMs = 900_000;

    /// <summary>A reading holds this long, milliseconds.</summary>
    public const long ReadingHoldsMs = 1_800_000;

    /// <summary>Bytes that <see cref="Save"/> writes.</summary>
    public const int SavedBytes = 8 + (Quarters * 6);

    private readonly float[] _kwh = new float[Quarters];
    private readonly ushort[] _seconds = new ushort[Quarters];
    private long _last;

    /// <summary>Takes in that the production was the same from one reading to the next.</summary>
    /// <param name="fromMs">When it was read, Unix milliseconds.</param>
    /// <param name="untilMs">When the next reading came; what is beyond <see cref="ReadingHoldsMs"/> stays unknown.</param>
    /// <param name="kilowatts">The production, kW.</param>
    public void Note(long fromMs, long untilMs, double kilowatts)
    {
        untilMs = Math.Min(untilMs, fromMs + ReadingHoldsMs);
        for (var atMs = fromMs; atMs < untilMs;)
        {
            var quarter = atMs / QuarterMs;
            var endMs = Math.Min(untilMs, (quarter + 1) * QuarterMs);
            MoveTo(quarter);
            if (quarter > _last - Quarters)
            {
                var slot = (int)(quarter % Quarters);
                _kwh[slot] += (float)(kilowatts * (endMs - atMs) / 3_600_000);
                _seconds[slot] = (ushort)Math.Min(900, _seconds[slot] + ((endMs - atMs) / 1000));
            }

            atMs = endMs;
        }
    }

    /// <summary>Mean production of a quarter, kW; null where less than four fifths of it were observed.</summary>
    /// <param name="quarter">Quarters since the Unix epoch.</param>
    public double? MeanKw(long quarter)
    {
        var slot = (int)(quarter % Quarters);
        return quarter > _last - Quarters && quarter <= _last && _seconds[slot] >= 720 ? _kwh[slot] * 3600.0 / _seconds[slot] : null;
    }

    /// <summary>Writes the history in <see cref="SavedBytes"/> bytes.</summary>
    public void Save(Span<byte> destination)
    {
        BinaryPrimitives.WriteInt64LittleEndian(destination, _last);
        for (var i = 0; i < Quarters; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(destination[(8 + (6 * i))..], _kwh[i]);
            BinaryPrimitives.WriteUInt16LittleEndian(destination[(12 + (6 * i))..], _seconds[i]);
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are too few.</exception>
    public static ProductionHistory Load(ReadOnlySpan<byte> saved)
    {
        if (saved.Length < SavedBytes)
            throw new FormatException("not a history of production");
        var history = new ProductionHistory { _last = BinaryPrimitives.ReadInt64LittleEndian(saved) };
        for (var i = 0; i < Quarters; i++)
        {
            history._kwh[i] = BinaryPrimitives.ReadSingleLittleEndian(saved[(8 + (6 * i))..]);
            history._seconds[i] = BinaryPrimitives.ReadUInt16LittleEndian(saved[(12 + (6 * i))..]);
        }

        return history;
    }

    private void MoveTo(long quarter)
    {
        if (quarter <= _last)
            return;
        for (var passed = Math.Max(_last + 1, quarter - Quarters + 1); passed <= quarter; passed++)
        {
            _kwh[passed % Quarters] = 0;
            _seconds[passed % Quarters] = 0;
        }

        _last = quarter;
    }
}
