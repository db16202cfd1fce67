namespace OrleansFlex.Domain.Forecasting;

/// <summary>Where a car is, as far as its forecast is concerned.</summary>
public enum Whereabouts : byte
{
    /// <summary>Not plugged in; nobody knows where.</summary>
    Unknown,

    /// <summary>Not at the location.</summary>
    Away,

    /// <summary>At the location, not plugged in.</summary>
    HomeUnplugged,

    /// <summary>Plugged in at the location.</summary>
    PluggedIn,
}
