using System.Globalization;

namespace OrleansFlex.Benchmarks;

/// <summary>One measured number beside what is asked of it.</summary>
public sealed record Measurement(string Name, double Value, string Unit, string Target)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"| {Name} | {Value.ToString(Value >= 100 ? "N0" : "0.###", CultureInfo.InvariantCulture)} {Unit} | {Target} |");
}
