using OrleansFlex.Contracts.Assets;
using OrleansFlex.Grains.Tests.Hosting;

namespace OrleansFlex.Grains.Tests.Drives;

/// <summary>What a car's vendor tells of it: in order, each report again until it is accepted, and what must follow from the accepted ones.</summary>
internal sealed class CarReports(TestGrid grid, Guid car)
{
    private readonly Lock _lock = new();
    private readonly Queue<Observation> _waiting = new();
    private readonly Dictionary<Guid, int> _plugOuts = [];
    private readonly List<(long AtMs, string What)> _changes = [];
    private Task _delivery = Task.CompletedTask;
    private int _process;
    private (bool IsPluggedIn, Guid? Place) _seen;

    /// <summary>The last report that was accepted.</summary>
    public Observation? Last { get; private set; }

    /// <summary>The register in the first report.</summary>
    public double? FirstMeter { get; private set; }

    /// <summary>What the register showed to have flowed between reports that both say there is no cable, milliwatt-hours.</summary>
    public long UnpluggedMilliWh { get; private set; }

    public Task Delivery => _delivery;

    public bool HasWaiting
    {
        get
        {
            lock (_lock)
                return _waiting.Count > 0;
        }
    }

    /// <summary>How often it was told that the car left the cable at a place.</summary>
    public int PlugOutsAt(Guid place) => _plugOuts.GetValueOrDefault(place);

    /// <summary>Everything that was reported and may be a reason for a command.</summary>
    public IReadOnlyList<(long AtMs, string What)> Changes => _changes;

    /// <summary>How often, until an instant, something was reported that may be a reason for a command.</summary>
    public int ChangesUntil(long atMs) => _changes.Count(change => change.AtMs <= atMs);

    public void Add(Observation observation)
    {
        lock (_lock)
            _waiting.Enqueue(observation);
        Deliver();
    }

    /// <summary>Sends what is waiting.</summary>
    public void Deliver()
    {
        lock (_lock)
        {
            if (_delivery.IsCompleted)
                _delivery = DeliverAsync(_process);
        }
    }

    /// <summary>Forgets the calls of a process that is dead; what it has not acknowledged is sent again.</summary>
    public void Reconnect()
    {
        lock (_lock)
        {
            _process++;
            _delivery = Task.CompletedTask;
        }

        Deliver();
    }

    private async Task DeliverAsync(int process)
    {
        while (Next(process) is { } observation)
        {
            ObservationResult result;
            try
            {
                result = await grid.ObserveAsync(car, observation);
            }
            catch (IOException)
            {
                return;
            }

            lock (_lock)
            {
                if (process != _process)
                    return;
                result.ShouldBe(ObservationResult.Accepted);
                _waiting.Dequeue();
                Accept(observation);
            }
        }
    }

    private Observation? Next(int process)
    {
        lock (_lock)
            return process == _process && _waiting.TryPeek(out var next) ? next : null;
    }

    private static long MilliWh(double? kwh) => (long)Math.Round((kwh ?? 0) * 1e6);

    private void Accept(Observation observation)
    {
        FirstMeter ??= observation.EnergyMeterKwh;
        if (Last is { IsPluggedIn: false } && observation.IsPluggedIn == false)
            UnpluggedMilliWh += MilliWh(observation.EnergyMeterKwh) - MilliWh(Last.EnergyMeterKwh);
        Last = observation;
        var what = $"{observation.IsPluggedIn} {observation.IsCharging} {observation.IsReachable} {observation.LocationId} {observation.ChargeLimit}";
        if (_changes.Count == 0 || _changes[^1].What != what)
            _changes.Add((observation.AtMs, what));
        var next = (observation.IsPluggedIn == true, observation.LocationId);
        if (_seen is { IsPluggedIn: true, Place: { } place } && next != _seen)
            _plugOuts[place] = PlugOutsAt(place) + 1;
        _seen = next;
    }
}
