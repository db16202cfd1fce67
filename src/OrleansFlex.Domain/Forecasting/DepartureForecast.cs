using OrleansFlex.Domain.Schedules;

namespace OrleansFlex.Domain.Forecasting;

/// <summary>Whether a car that is there now leaves. What holds for whole days is worked out once, since a plan asks for many instants.</summary>
internal ref struct DepartureForecast
{
    private readonly VehicleHistory? _history;
    private readonly FleetPrior _prior;
    private readonly LocalCalendar _calendar;
    private readonly long _today;
    private readonly double _departedNow;

    // The day that was asked for last: how likely the car drives on it, and stays until it begins.
    private long _day = long.MinValue;
    private double _drives;
    private double _staysUntil;

    /// <summary>Prepares the forecast.</summary>
    /// <param name="history">The car's own; null when there is none.</param>
    /// <param name="prior">The fleet's.</param>
    /// <param name="calendar">Local time at the location.</param>
    /// <param name="nowMs">Unix ms.</param>
    public DepartureForecast(VehicleHistory? history, FleetPrior prior, LocalCalendar calendar, long nowMs)
    {
        (_history, _prior, _calendar) = (history, prior, calendar);
        _today = calendar.DayAt(nowMs);
        _departedNow = ReturnForecast.DepartedBy(history, prior, _today, calendar.MinuteOfDayAt(nowMs));
    }

    /// <summary>Probability that the car leaves before a later instant.</summary>
    public double Before(long untilMs)
    {
        var day = _calendar.DayAt(untilMs);
        // Where the clocks go back over midnight.
        if (day < _today)
            return 0;
        if (day != _day)
            MoveTo(day);
        return 1 - (_staysUntil * Stays(_drives, day, ReturnForecast.DepartedBy(_history, _prior, day, _calendar.MinuteOfDayAt(untilMs))));
    }

    private void MoveTo(long until)
    {
        Span<double> rates = stackalloc double[24];
        _staysUntil = 1;
        for (var day = _today; day <= until; day++)
        {
            ReturnForecast.Rates(_history, _prior, day, _today, rates);
            _drives = Math.Min(0.97, ReturnForecast.Sum(rates, 0, 24));
            if (day < until)
                _staysUntil *= Stays(_drives, day, 1);
        }

        _day = until;
    }

    private readonly double Stays(double drives, long day, double departed)
    {
        var from = day == _today ? _departedNow : 0;
        var possible = (drives * (1 - from)) + (1 - drives) + (drives * from);
        return 1 - (drives * Math.Max(0, departed - from) / Math.Max(0.05, possible));
    }
}
