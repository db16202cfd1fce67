namespace OrleansFlex.Domain.Flexibility;

/// <summary>The thresholds of a zone's health indicators.</summary>
/// <param name="StableRevisions">Revisions looked back at. Default 8.</param>
/// <param name="StableChunks">Chunks ahead whose movement counts. Default 4, an hour.</param>
/// <param name="StableMovement">Largest mean absolute change over mean load. Default 0.1.</param>
/// <param name="SolventChunks">Chunks ahead that must be coverable. Default 8, two hours.</param>
/// <param name="SolventShortfall">Largest part of the planned load that may be out of reach. Default 0.05.</param>
/// <param name="ControlActions">Latest control actions looked at. Default 200.</param>
/// <param name="ControlAgeMs">Oldest control action that counts, in milliseconds. Default six hours.</param>
/// <param name="ControlFewest">Fewer actions than this say nothing. Default 20.</param>
/// <param name="ControlSuccess">Smallest part confirmed in time. Default 0.9.</param>
public sealed record FlexStatusOptions(
    int StableRevisions = 8,
    int StableChunks = 4,
    double StableMovement = 0.1,
    int SolventChunks = 8,
    double SolventShortfall = 0.05,
    int ControlActions = 200,
    long ControlAgeMs = 6L * 60 * 60 * 1000,
    int ControlFewest = 20,
    double ControlSuccess = 0.9);
