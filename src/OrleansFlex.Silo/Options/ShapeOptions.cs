using System.ComponentModel.DataAnnotations;

namespace OrleansFlex.Silo.Options;

/// <summary>The flex shape.</summary>
public sealed record ShapeOptions
{
    /// <summary>How far the shape looks ahead, hours. Default 24.</summary>
    [Range(1, 72)]
    public int HorizonHours { get; init; } = 24;

    /// <summary>Half width of the band whose probability is the confidence, per cent of the expected load. Default 10.</summary>
    [Range(0.1, 100)]
    public double MarginPercent { get; init; } = 10;

    /// <summary>Least half width of that band, kW per 100 assets. Default 1.</summary>
    [Range(0, 1000)]
    public double MarginKwPer100Assets { get; init; } = 1;
}
