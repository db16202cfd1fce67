namespace OrleansFlex.Silo.Terminal;

/// <summary>One chunk of a shape.</summary>
/// <param name="At">Its start, in local time.</param>
/// <param name="ExpectedKw">Expected load, kW.</param>
/// <param name="MinimumKw">Least load, kW.</param>
/// <param name="MaximumKw">Greatest load, kW.</param>
/// <param name="Confidence">0–1.</param>
/// <param name="Price">Price per kWh; null when unknown.</param>
public sealed record DemoChunk(
    DateTimeOffset At, double ExpectedKw, double MinimumKw, double MaximumKw, double Confidence, decimal? Price);
