namespace OrleansFlex.Domain.Solar;

/// <summary>What clouds leave of the clear sky.</summary>
public static class CloudCover
{
    /// <summary>Share of the global irradiance that comes through: <c>1 − 0.75·n^3.4</c>, Kasten and Czeplak 1980.</summary>
    /// <param name="cover">Share of the sky that is covered, 0–1.</param>
    public static double Transmission(double cover) => 1 - (0.75 * Math.Pow(Math.Clamp(cover, 0, 1), 3.4));
}
