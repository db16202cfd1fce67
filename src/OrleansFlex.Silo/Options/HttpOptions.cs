using System.ComponentModel.DataAnnotations;

namespace OrleansFlex.Silo.Options;

/// <summary>Where the silo listens.</summary>
public sealed record HttpOptions
{
    /// <summary>Addresses, separated by semicolons. <c>--urls</c> and <c>ASPNETCORE_URLS</c> override it. Default: loopback only.</summary>
    [MinLength(1)]
    public string Urls { get; init; } = "http://127.0.0.1:8080";

    /// <summary>Most connections at the same time; further ones are closed at once. Default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxConnections { get; init; } = 10_000;
}
