using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace OrleansFlex.EmbeddedEngine;

/// <summary>Meter and traces of the engine, both named <c>orleansflex.engine</c>. No grain key is ever a dimension.</summary>
internal sealed class EngineMetrics : IDisposable
{
    internal const string Name = "orleansflex.engine";

    internal static readonly ActivitySource Traces = new(Name);

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _activations;
    private readonly Counter<long> _deactivations;
    private readonly Counter<long> _timeouts;
    private readonly Counter<long> _reminders;
    private int _active;

    internal EngineMetrics(QuietTracker quiet)
    {
        _activations = _meter.CreateCounter<long>("orleansflex.engine.activations", description: "Grains activated");
        _deactivations = _meter.CreateCounter<long>("orleansflex.engine.deactivations", description: "Grains deactivated");
        _timeouts = _meter.CreateCounter<long>("orleansflex.engine.timeouts", description: "Calls whose caller gave up waiting");
        _reminders = _meter.CreateCounter<long>("orleansflex.engine.reminders", description: "Reminder ticks sent");
        _meter.CreateObservableGauge("orleansflex.engine.active", () => _active, description: "Live activations");
        _meter.CreateObservableGauge("orleansflex.engine.busy", () => quiet.Busy, description: "Activations with work to do");
    }

    internal int Active => Volatile.Read(ref _active);

    internal void Activated(GrainClass grainClass)
    {
        Interlocked.Increment(ref _active);
        if (_activations.Enabled)
            _activations.Add(1, new KeyValuePair<string, object?>("grain_type", grainClass.Name));
    }

    internal void Deactivated(GrainClass grainClass)
    {
        Interlocked.Decrement(ref _active);
        if (_deactivations.Enabled)
            _deactivations.Add(1, new KeyValuePair<string, object?>("grain_type", grainClass.Name));
    }

    internal void TimedOut() => _timeouts.Add(1);

    internal void Reminded() => _reminders.Add(1);

    public void Dispose() => _meter.Dispose();
}
