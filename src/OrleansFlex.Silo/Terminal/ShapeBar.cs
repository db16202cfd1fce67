namespace OrleansFlex.Silo.Terminal;

/// <summary>
/// A bar of one row: full up to the minimum, then up to the expected load, then up to the maximum.
/// <code>
/// ████▓▓▓▓▓░░░░░░░
/// min ─┘   └ expected
/// </code>
/// Load below zero is not drawn.
/// </summary>
public static class ShapeBar
{
    /// <summary>Draws a bar.</summary>
    /// <param name="minimum">Least load.</param>
    /// <param name="expected">Expected load.</param>
    /// <param name="maximum">Greatest load.</param>
    /// <param name="full">Load of a full bar.</param>
    /// <param name="width">Characters of a full bar.</param>
    /// <param name="unicode">Whether block characters can be shown; else plain ones are used.</param>
    public static string Draw(double minimum, double expected, double maximum, double full, int width, bool unicode)
    {
        var least = Cells(minimum, full, width);
        var middle = Math.Max(least, Cells(expected, full, width));
        var most = Math.Max(middle, Cells(maximum, full, width));
        var (solid, shaded, open) = unicode ? ('█', '▓', '░') : ('#', '=', '.');
        return new string(solid, least) + new string(shaded, middle - least) + new string(open, most - middle);
    }

    private static int Cells(double load, double full, int width) =>
        full > 0 ? (int)Math.Round(Math.Clamp(load / full, 0, 1) * width) : 0;
}
