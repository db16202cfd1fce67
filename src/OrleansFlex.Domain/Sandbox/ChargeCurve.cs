namespace OrleansFlex.Domain.Sandbox;

/// <summary>
/// How a car's battery takes power, in closed form. Up to 80 % it takes the set power; above, when the car tapers, at most
/// <c>max · (1 − 4 · (level − 0.8))</c>, a line from 100 % of the maximum at 80 % down to 20 % at 100 %. On that line the
/// power decays exponentially in time. Stored energy is kWh in the battery, power is kW at the wall.
/// </summary>
/// <param name="CapacityKwh">Usable capacity, kWh.</param>
/// <param name="MaxPowerKw">Highest power at the wall, kW.</param>
/// <param name="Efficiency">Stored energy per wall energy, 0–1.</param>
/// <param name="Tapers">Whether power falls above 80 %.</param>
public readonly record struct ChargeCurve(double CapacityKwh, double MaxPowerKw, double Efficiency, bool Tapers)
{
    private const double TaperFrom = 0.8;
    private const double FinalShare = 0.2;
    private const double Slope = (1 - FinalShare) / (1 - TaperFrom);

    /// <summary>The power at the wall with so much stored, kW; 0 when full.</summary>
    public double PowerKw(double storedKwh, double setpointKw)
    {
        if (storedKwh >= CapacityKwh)
            return 0;
        var power = Math.Min(setpointKw, MaxPowerKw);
        return Tapers ? Math.Min(power, MaxPowerKw * (1 - (Slope * ((storedKwh / CapacityKwh) - TaperFrom)))) : power;
    }

    /// <summary>Hours from one stored energy up to another; infinite at no power.</summary>
    public double HoursTo(double storedKwh, double targetKwh, double setpointKw)
    {
        var power = Math.Min(setpointKw, MaxPowerKw);
        if (targetKwh <= storedKwh)
            return 0;
        if (power <= 0)
            return double.PositiveInfinity;
        var knee = KneeKwh(power);
        var hours = Math.Max(0, Math.Min(targetKwh, knee) - storedKwh) / (power * Efficiency);
        if (targetKwh > knee)
            hours += Math.Log(Share(Math.Max(storedKwh, knee)) / Share(targetKwh)) / Rate;
        return hours;
    }

    /// <summary>Stored energy after some hours at a set power; never above the capacity.</summary>
    public double StoredAfter(double storedKwh, double setpointKw, double hours)
    {
        var power = Math.Min(setpointKw, MaxPowerKw);
        if (power <= 0 || hours <= 0 || storedKwh >= CapacityKwh)
            return storedKwh;
        var knee = KneeKwh(power);
        if (storedKwh < knee)
        {
            var toKnee = (knee - storedKwh) / (power * Efficiency);
            if (hours <= toKnee)
                return storedKwh + (power * Efficiency * hours);
            storedKwh = knee;
            hours -= toKnee;
        }

        var share = Share(storedKwh) * Math.Exp(-Rate * hours);
        return Math.Min(CapacityKwh, CapacityKwh * (TaperFrom + ((1 - share) / Slope)));
    }

    private double Rate => Slope * Efficiency * MaxPowerKw / CapacityKwh;

    private double Share(double storedKwh) => 1 - (Slope * ((storedKwh / CapacityKwh) - TaperFrom));

    /// <summary>Where the taper line comes down to the set power.</summary>
    private double KneeKwh(double power) =>
        Tapers ? CapacityKwh * Math.Min(1, TaperFrom + ((1 - (power / MaxPowerKw)) / Slope)) : CapacityKwh;
}
