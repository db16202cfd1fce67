using System.Buffers.Binary;

namespace OrleansFlex.Domain.Forecasting;

/// <summary>
/// The usual load of a heat pump or battery: exponentially weighted mean and variance for each quarter-hour of the local
/// day, and how far the last hours were from it, in about 400 bytes. Not safe for concurrent use.
/// </summary>
public sealed class LoadProfile
{
    /// <summary>Quarter-hours of a day.</summary>
    public const int Slots = 96;

    /// <summary>Bytes that <see cref="Save"/> writes.</summary>
    public const int SavedBytes = 5 + (4 * Slots);

    private const double Rate = 0.2;
    private const double RecentRate = 1.0 / 24;
    private readonly Half[] _mean = new Half[Slots];
    private readonly Half[] _deviation = new Half[Slots];
    private float _recent;
    private byte _days;

    /// <summary>Mean distance of the last six hours or so from the profile, kW: colder weather, guests.</summary>
    public double Recent => _recent;

    /// <summary>Days seen so far, at most 100.</summary>
    public int Days => _days;

    /// <summary>Takes in the mean load of a quarter-hour that has passed.</summary>
    /// <param name="slot">Quarter-hour of the local day, 0–95.</param>
    /// <param name="kilowatts">Mean load, kW; negative when it gave.</param>
    public void Note(int slot, double kilowatts)
    {
        var rate = Math.Max(Rate, 1.0 / (_days + 1));
        var mean = (double)_mean[slot];
        var deviation = (double)_deviation[slot];
        var step = kilowatts - mean;
        _recent += (float)(RecentRate * ((_days == 0 ? 0 : step) - _recent));
        _mean[slot] = (Half)(mean + (rate * step));
        _deviation[slot] = (Half)Math.Sqrt((1 - rate) * ((deviation * deviation) + (rate * step * step)));
        if (slot == Slots - 1 && _days < 100)
            _days++;
    }

    /// <summary>Mean load of a slot, kW, and its standard deviation; with less than three days seen, no less than half the mean.</summary>
    public (double Mean, double Deviation) At(int slot)
    {
        var mean = (double)_mean[slot];
        var deviation = (double)_deviation[slot];
        return (mean, _days < 3 ? Math.Max(deviation, Math.Abs(mean) / 2) : deviation);
    }

    /// <summary>Writes the profile in <see cref="SavedBytes"/> bytes.</summary>
    public void Save(Span<byte> destination)
    {
        destination[0] = _days;
        BinaryPrimitives.WriteSingleLittleEndian(destination[1..], _recent);
        for (var i = 0; i < Slots; i++)
        {
            BinaryPrimitives.WriteHalfLittleEndian(destination[(5 + (4 * i))..], _mean[i]);
            BinaryPrimitives.WriteHalfLittleEndian(destination[(7 + (4 * i))..], _deviation[i]);
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are too few.</exception>
    public static LoadProfile Load(ReadOnlySpan<byte> saved)
    {
        if (saved.Length < SavedBytes)
            throw new FormatException("not a load profile");
        var profile = new LoadProfile
        {
            _days = Math.Min(saved[0], (byte)100),
            _recent = BinaryPrimitives.ReadSingleLittleEndian(saved[1..]),
        };
        for (var i = 0; i < Slots; i++)
        {
            profile._mean[i] = BinaryPrimitives.ReadHalfLittleEndian(saved[(5 + (4 * i))..]);
            profile._deviation[i] = BinaryPrimitives.ReadHalfLittleEndian(saved[(7 + (4 * i))..]);
        }

        return profile;
    }
}
