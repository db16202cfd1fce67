namespace OrleansFlex.Silo.Hosting;

/// <summary>What is added to a silo beyond its own parts: by commands that run inside it, and by tests.</summary>
/// <param name="Services">Further services.</param>
/// <param name="Endpoints">Further endpoints; they need a token like all others.</param>
internal sealed record SiloParts(Action<WebApplicationBuilder>? Services = null, Action<WebApplication>? Endpoints = null);
