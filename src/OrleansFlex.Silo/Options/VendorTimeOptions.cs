using System.ComponentModel.DataAnnotations;

namespace OrleansFlex.Silo.Options;

/// <summary>How long the devices of one vendor may take to obey, in minutes of the domain clock.</summary>
public sealed record VendorTimeOptions
{
    /// <summary>The vendor as devices name it.</summary>
    public string Vendor { get; init; } = "";

    /// <summary>To be observed charging after a start. Default 5.</summary>
    [Range(0.1, 60)]
    public double StartMinutes { get; init; } = 5;

    /// <summary>To be observed idle after a stop. Default 5.</summary>
    [Range(0.1, 60)]
    public double StopMinutes { get; init; } = 5;
}
