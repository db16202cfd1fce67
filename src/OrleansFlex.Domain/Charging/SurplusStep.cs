namespace OrleansFlex.Domain.Charging;

/// <summary>One step of a <see cref="SurplusCurve"/>: from <paramref name="AtMs"/> on the surplus is <paramref name="Kw"/>.</summary>
/// <param name="AtMs">Instant in Unix milliseconds.</param>
/// <param name="Kw">Solar power that would otherwise be exported, in kW; negative values count as none.</param>
public readonly record struct SurplusStep(long AtMs, double Kw);
