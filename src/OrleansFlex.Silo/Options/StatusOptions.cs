using System.ComponentModel.DataAnnotations;

namespace OrleansFlex.Silo.Options;

/// <summary>When a zone counts as stable, solvent and in control.</summary>
public sealed record StatusOptions
{
    /// <summary>Largest mean change of the forecast over the last revisions, per cent. Default 10.</summary>
    [Range(0, 100)]
    public double StableChangePercent { get; init; } = 10;

    /// <summary>Largest change of the planned load when only reachable members count, per cent. Default 5.</summary>
    [Range(0, 100)]
    public double SolventChangePercent { get; init; } = 5;

    /// <summary>Least share of control actions confirmed in time, per cent. Default 90.</summary>
    [Range(0, 100)]
    public double NominalConfirmedPercent { get; init; } = 90;
}
