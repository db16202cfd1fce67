using OrleansFlex.Domain.Flexibility;

namespace OrleansFlex.Grains.Flexibility;

/// <summary>How shapes are made.</summary>
public sealed record ShapeSettings
{
    /// <summary>Length and number of chunks.</summary>
    public ShapeOptions Window { get; init; } = ShapeOptions.Default;

    /// <summary>How long changes gather before a new revision, in real milliseconds. Default 200; 0 composes at once.</summary>
    public int FlushMilliseconds { get; init; } = 200;

    /// <summary>When a forecast counts as right, and how errors of a sum grow.</summary>
    public ConfidenceOptions Confidence { get; init; } = new();

    /// <summary>Thresholds of the health indicators.</summary>
    public FlexStatusOptions Status { get; init; } = new();
}
