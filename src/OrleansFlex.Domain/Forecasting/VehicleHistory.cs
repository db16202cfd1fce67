using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace OrleansFlex.Domain.Forecasting;

/// <summary>
/// What is remembered of one car at one location, in about 100 bytes that never grow: returns by hour of working days and
/// weekends, departures, how often it is plugged in, how far the level drops on a trip. Days are local days since
/// 1970-01-01, minutes are local. Old days fade: from 120 days on, counts are halved. Not safe for concurrent use.
/// </summary>
public sealed class VehicleHistory
{
    /// <summary>Bytes that <see cref="Save"/> writes.</summary>
    public const int SavedBytes = 1 + 48 + 2 + 2 + 1 + 4 + (4 * 8);

    private const byte Format = 1;
    private const int FadeAt = 120;
    private const double SlowestRate = 0.06;
    private HourCounts _returns;
    private byte _workingDays;
    private byte _weekendDays;
    private byte _workingDepartures;
    private byte _weekendDepartures;
    private byte _trips;
    private int _lastDay = int.MinValue;
    private float _workingDepartMean;
    private float _workingDepartVariance;
    private float _weekendDepartMean;
    private float _weekendDepartVariance;
    private float _pluggedShare = 1;
    private float _dropMean;
    private float _dropVariance;
    private float _levelAtDeparture = float.NaN;

    /// <summary>How many trips' level drops it has seen, at most 100.</summary>
    public int Trips => _trips;

    /// <summary>Mean drop of the level over a trip, points.</summary>
    public double DropMean => _dropMean;

    /// <summary>Variance of the drop, points squared.</summary>
    public double DropVariance => _dropVariance;

    /// <summary>Share of returns after which the car was plugged in within the hour.</summary>
    public double PluggedShare => _pluggedShare;

    /// <summary>The level when it left last, percent; NaN when it has not left.</summary>
    public double LevelAtDeparture => _levelAtDeparture;

    /// <summary>Days of a class that have been observed, counting those that passed since the last event.</summary>
    /// <param name="weekend">Saturdays and Sundays, or the other days.</param>
    /// <param name="today">The current local day, itself not counted.</param>
    public int DaysObserved(bool weekend, long today)
    {
        int days = weekend ? _weekendDays : _workingDays;
        for (var day = (long)_lastDay + 1; _lastDay != int.MinValue && day < today && day < _lastDay + 60; day++)
            days += IsWeekend(day) == weekend ? 1 : 0;
        return days;
    }

    /// <summary>Returns seen in a local hour (0–23) of a class of days.</summary>
    public int Returns(bool weekend, int hour) => _returns[(weekend ? 24 : 0) + hour];

    /// <summary>Departures seen of a class of days, their mean minute and its variance.</summary>
    public (int Count, double Mean, double Variance) Departures(bool weekend) => weekend
        ? (_weekendDepartures, _weekendDepartMean, _weekendDepartVariance)
        : (_workingDepartures, _workingDepartMean, _workingDepartVariance);

    /// <summary>The car left the location.</summary>
    /// <param name="day">Local day.</param>
    /// <param name="minute">Local minute.</param>
    /// <param name="level">Level, percent; NaN when unknown.</param>
    public void NoteDeparture(long day, double minute, double level)
    {
        CountDays(day);
        if (IsWeekend(day))
            Learn(minute, ref _weekendDepartMean, ref _weekendDepartVariance, ref _weekendDepartures);
        else
            Learn(minute, ref _workingDepartMean, ref _workingDepartVariance, ref _workingDepartures);
        _levelAtDeparture = (float)level;
    }

    /// <summary>The car came back. Where only the cable is observed, report plugging in as a return.</summary>
    /// <param name="day">Local day.</param>
    /// <param name="minute">Local minute.</param>
    /// <param name="level">Level, percent; NaN when unknown.</param>
    /// <param name="pluggedIn">Whether it was plugged in.</param>
    public void NoteReturn(long day, double minute, double level, bool pluggedIn)
    {
        CountDays(day);
        var slot = (IsWeekend(day) ? 24 : 0) + Math.Clamp((int)(minute / 60), 0, 23);
        if (_returns[slot] < byte.MaxValue)
            _returns[slot]++;
        var drop = _levelAtDeparture - level;
        _levelAtDeparture = float.NaN;
        if (double.IsFinite(drop))
            Learn(Math.Clamp(drop, 0, 100), ref _dropMean, ref _dropVariance, ref _trips);
        _pluggedShare += (float)(Math.Max(SlowestRate, 1.0 / (_trips + 2)) * ((pluggedIn ? 1 : 0) - _pluggedShare));
    }

    /// <summary>Writes the history in <see cref="SavedBytes"/> bytes.</summary>
    public void Save(Span<byte> destination)
    {
        destination[0] = Format;
        ((ReadOnlySpan<byte>)_returns).CopyTo(destination[1..]);
        destination[49] = _workingDays;
        destination[50] = _weekendDays;
        destination[51] = _workingDepartures;
        destination[52] = _weekendDepartures;
        destination[53] = _trips;
        BinaryPrimitives.WriteInt32LittleEndian(destination[54..], _lastDay);
        ReadOnlySpan<float> numbers =
        [
            _workingDepartMean, _workingDepartVariance, _weekendDepartMean, _weekendDepartVariance,
            _pluggedShare, _dropMean, _dropVariance, _levelAtDeparture,
        ];
        for (var i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(destination[(58 + (4 * i))..], numbers[i]);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are not a history.</exception>
    public static VehicleHistory Load(ReadOnlySpan<byte> saved)
    {
        if (saved.Length < SavedBytes || saved[0] != Format)
            throw new FormatException("not a vehicle history of a known format");
        Span<float> numbers = stackalloc float[8];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = BinaryPrimitives.ReadSingleLittleEndian(saved[(58 + (4 * i))..]);
        var history = new VehicleHistory
        {
            _workingDays = saved[49],
            _weekendDays = saved[50],
            _workingDepartures = saved[51],
            _weekendDepartures = saved[52],
            _trips = saved[53],
            _lastDay = BinaryPrimitives.ReadInt32LittleEndian(saved[54..]),
            _workingDepartMean = numbers[0],
            _workingDepartVariance = numbers[1],
            _weekendDepartMean = numbers[2],
            _weekendDepartVariance = numbers[3],
            _pluggedShare = numbers[4],
            _dropMean = numbers[5],
            _dropVariance = numbers[6],
            _levelAtDeparture = numbers[7],
        };
        saved.Slice(1, 48).CopyTo(history._returns);
        return history;
    }

    private static bool IsWeekend(long day) => (((day + 3) % 7) + 7) % 7 >= 5;

    /// <summary>Exponentially weighted mean and variance; the first values weigh evenly.</summary>
    private static void Learn(double value, ref float mean, ref float variance, ref byte count)
    {
        var rate = Math.Max(SlowestRate, 1.0 / (count + 1));
        var step = value - mean;
        mean += (float)(rate * step);
        variance = (float)((1 - rate) * (variance + (rate * step * step)));
        count = (byte)Math.Min(100, count + 1);
    }

    private void CountDays(long day)
    {
        if (_lastDay == int.MinValue)
            _lastDay = (int)day - 1;
        // A gap longer than two months says nothing about habits.
        if (day - _lastDay > 60)
            _lastDay = (int)day - 1;
        for (; _lastDay < day; _lastDay++)
        {
            if (IsWeekend(_lastDay + 1))
                _weekendDays++;
            else
                _workingDays++;
            Fade(ref _workingDays, 0);
            Fade(ref _weekendDays, 24);
        }
    }

    private void Fade(ref byte days, int from)
    {
        if (days < FadeAt)
            return;
        days /= 2;
        for (var i = from; i < from + 24; i++)
            _returns[i] /= 2;
    }

    [InlineArray(48)]
    private struct HourCounts
    {
        private byte _first;
    }
}
