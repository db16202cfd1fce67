using System.Globalization;

namespace OrleansFlex.Silo.Options;

/// <summary>How the domain clock runs.</summary>
/// <param name="IsHeld">It moves only when told to.</param>
/// <param name="Speed">Domain seconds per real second; 1 on a held clock.</param>
public sealed record ClockSetting(bool IsHeld, double Speed)
{
    /// <summary>The real time.</summary>
    public static readonly ClockSetting Real = new(false, 1);

    /// <summary>Stands still between advances.</summary>
    public static readonly ClockSetting Held = new(true, 1);

    /// <summary>What a bad value is answered with.</summary>
    public const string Expected = "must be real, held, or a speed from 1 to 100000 such as 60";

    /// <summary>The clock follows the real time.</summary>
    public bool IsReal => this == Real;

    /// <summary>Reads <c>real</c>, <c>held</c> or a speed.</summary>
    public static bool TryParse(string text, out ClockSetting setting)
    {
        setting = text.ToUpperInvariant() switch { "REAL" => Real, "HELD" => Held, _ => new ClockSetting(false, Speed: 0) };
        if (setting.Speed > 0)
            return true;
        var known = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var speed) && speed is >= 1 and <= 100_000;
        setting = new ClockSetting(false, speed);
        return known;
    }

    /// <summary>As it is configured.</summary>
    public override string ToString() => IsHeld ? "held" : IsReal ? "real" : Speed.ToString(CultureInfo.InvariantCulture);
}
