namespace OrleansFlex.Domain.Solar;

/// <summary>From light to alternating current, as PVWatts version 5 has it (Dobos 2014), but for the temperature of the cells.</summary>
public static class PhotovoltaicSystem
{
    /// <summary>Soiling, shading, mismatch, wiring, connections, degradation, nameplate and availability, as a share.</summary>
    public const double Losses = 0.1408;

    /// <summary>Efficiency of the inverter at full load.</summary>
    public const double InverterEfficiency = 0.96;

    /// <summary>Peak capacity of the panels over the rating of the inverter.</summary>
    public const double DcToAc = 1.2;

    // Power lost per degree above 25 °C by a standard module of crystalline silicon.
    private const double PerDegree = -0.0047;
    private const double ReferenceEfficiency = 0.9637;

    /// <summary>Temperature of cells in the open, °C: Faiman 2008, with the coefficients of IEC 61853-2.</summary>
    /// <param name="irradiance">In the plane of the array, W/m².</param>
    /// <param name="ambientC">Air temperature, °C.</param>
    /// <param name="windMs">Wind speed, m/s.</param>
    public static double CellTemperatureC(double irradiance, double ambientC, double windMs) => ambientC + (irradiance / (25 + (6.84 * windMs)));

    /// <summary>Power before the inverter, kW.</summary>
    /// <param name="capacityKw">Peak capacity, kWp.</param>
    /// <param name="effective">Irradiance that passes the glass, W/m².</param>
    /// <param name="cellC">Temperature of the cells, °C.</param>
    public static double DcKw(double capacityKw, double effective, double cellC) =>
        Math.Max(0, capacityKw * effective / 1000 * (1 + (PerDegree * (cellC - 25))) * (1 - Losses));

    /// <summary>Power after the inverter, kW: its efficiency at part load, and its rating as the limit.</summary>
    /// <param name="capacityKw">Peak capacity of the panels, kWp.</param>
    /// <param name="dcKw">Power before it, kW.</param>
    public static double AcKw(double capacityKw, double dcKw)
    {
        if (dcKw <= 0)
            return 0;
        var rating = capacityKw / DcToAc;
        var load = dcKw / (rating / InverterEfficiency);
        var efficiency = InverterEfficiency / ReferenceEfficiency * ((-0.0162 * load) - (0.0059 / load) + 0.9858);
        return Math.Clamp(dcKw * efficiency, 0, rating);
    }

    /// <summary>Power of an array into the house, kW.</summary>
    /// <param name="plane">The array.</param>
    /// <param name="irradiance">In its plane.</param>
    /// <param name="ambientC">Air temperature, °C.</param>
    /// <param name="windMs">Wind speed, m/s.</param>
    public static double PowerKw(in ArrayPlane plane, in PlaneIrradiance irradiance, double ambientC, double windMs) =>
        AcKw(plane.CapacityKw, DcKw(plane.CapacityKw, irradiance.Effective, CellTemperatureC(irradiance.Total, ambientC, windMs)));
}
