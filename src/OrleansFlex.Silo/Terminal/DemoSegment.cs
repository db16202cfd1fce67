namespace OrleansFlex.Silo.Terminal;

/// <summary>A segment in the demonstration's report.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Assets">Assets in it.</param>
/// <param name="ExpectedKw">Load expected in the running chunk, kW.</param>
public sealed record DemoSegment(string Name, int Assets, double ExpectedKw);
