namespace OrleansFlex.EndToEnd.Tests;

/// <summary>Ids of a home.</summary>
internal sealed record Home(string Location, string Car, string Policy);
