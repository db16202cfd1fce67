namespace OrleansFlex.Domain.Solar;

/// <summary>The glass in front of the cells.</summary>
public static class GlassCover
{
    private const double Index = 1.526;
    private const double Upright = 1 - ((Index - 1) * (Index - 1) / ((Index + 1) * (Index + 1)));

    /// <summary>Share of the beam that passes, compared with a beam that falls in upright: Snell's and Fresnel's laws at a refractive index of 1.526.</summary>
    /// <param name="cosIncidence">Cosine of the angle of incidence.</param>
    public static double Transmission(double cosIncidence)
    {
        if (cosIncidence <= 0)
            return 0;
        var inner = Math.Sqrt(1 - ((1 - (cosIncidence * cosIncidence)) / (Index * Index)));
        var across = ((cosIncidence - (Index * inner)) / (cosIncidence + (Index * inner)));
        var along = ((inner - (Index * cosIncidence)) / (inner + (Index * cosIncidence)));
        return (1 - (((across * across) + (along * along)) / 2)) / Upright;
    }
}
