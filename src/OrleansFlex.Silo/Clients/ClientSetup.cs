namespace OrleansFlex.Silo.Clients;

/// <summary>Tenants and their tokens.</summary>
internal static class ClientSetup
{
    public static IServiceCollection AddClients(this IServiceCollection services) =>
        services.AddSingleton<ClientDirectory>().AddSingleton<SecretVerifier>();

    /// <summary>Demands a token from here on; goes after routing.</summary>
    public static IApplicationBuilder UseBearerTokens(this IApplicationBuilder app) => app.UseMiddleware<BearerMiddleware>();
}
