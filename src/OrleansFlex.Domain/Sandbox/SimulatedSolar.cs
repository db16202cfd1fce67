using OrleansFlex.Domain.Solar;

namespace OrleansFlex.Domain.Sandbox;

/// <summary>
/// Solar panels under a cloudy sky: Haurwitz' clear sky, cut by clouds as Kasten and Czeplak found, a beam share that only
/// the clouds change, 14 % losses: simpler than the forecast of the grid, which has to find out by measurement. Production holds for a quarter-hour.
/// </summary>
public sealed class SimulatedSolar
{
    private const double HourMs = 3_600_000.0;
    private const double Degree = Math.PI / 180;
    private const double Losses = 0.86;
    private readonly SolarSpec _spec;
    private double _meterKwh;
    private float _productionKw;
    private DeviceFaults _faults;

    /// <summary>Panels that have produced nothing yet.</summary>
    public SimulatedSolar(SolarSpec spec) => _spec = spec;

    /// <summary>The panels.</summary>
    public SolarSpec Spec => _spec;

    /// <summary>Production, kW; never negative.</summary>
    public double ProductionKw => _productionKw;

    /// <summary>Energy produced, kWh.</summary>
    public double MeterKwh => _meterKwh;

    /// <summary>What is wrong with it.</summary>
    public DeviceFaults Faults => _faults;

    /// <summary>Sets what is wrong with it.</summary>
    public void SetFaults(DeviceFaults faults)
    {
        _faults = faults;
        if ((faults & DeviceFaults.Failed) != 0)
            _productionKw = 0;
    }

    /// <summary>Production under a cloud cover of 0–1, kW.</summary>
    public double PowerAt(long instantMs, double cloudCover)
    {
        var sun = SolarPosition.At(instantMs, _spec.Latitude, _spec.Longitude);
        var sine = Math.Sin(sun.Elevation);
        if (sine <= 0.01)
            return 0;
        var horizontal = ClearSky.GlobalHorizontal(sine) * CloudCover.Transmission(cloudCover);
        var beamShare = 0.8 * (1 - cloudCover);
        var tilt = _spec.TiltDegrees * Degree;
        var incidence = (sine * Math.Cos(tilt))
            + (Math.Cos(sun.Elevation) * Math.Sin(tilt) * Math.Cos(sun.Azimuth - (_spec.AzimuthDegrees * Degree)));
        var beam = horizontal * beamShare * Math.Max(0, incidence) / Math.Max(0.1, sine);
        var diffuse = horizontal * (1 - beamShare) * (1 + Math.Cos(tilt)) / 2;
        return Math.Min(_spec.PeakKw, _spec.PeakKw * Losses * (beam + diffuse) / 1000);
    }

    /// <summary>Sets production for the coming quarter-hour.</summary>
    public void Decide(long middleMs, double cloudCover) =>
        _productionKw = (_faults & DeviceFaults.Failed) != 0 ? 0 : (float)PowerAt(middleMs, cloudCover);

    /// <summary>Produces for some time.</summary>
    public void Flow(long durationMs) => _meterKwh += _productionKw * durationMs / HourMs;

    /// <summary>Its state as its own telemetry would tell it.</summary>
    public DeviceObservation Observe(int deviceIndex, long nowMs) =>
        new(deviceIndex, DeviceKind.Solar, nowMs)
        {
            IsReachable = (_faults & DeviceFaults.Vanished) == 0,
            ProductionKw = _productionKw,
            PowerKw = -_productionKw,
            EnergyMeterKwh = _meterKwh,
        };
}
