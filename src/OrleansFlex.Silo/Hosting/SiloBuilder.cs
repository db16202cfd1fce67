using OrleansFlex.Silo.Observability;
using OrleansFlex.Silo.Options;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Hosting;

/// <summary>The web host without the framework's own settings files: <c>silo.json</c> is the only one.</summary>
internal static class SiloBuilder
{
    public static WebApplicationBuilder Create(SiloOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(SiloBuilder).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        // Only for Kestrel's certificates, which have no other place to be configured.
        builder.Configuration.AddEnvironmentVariables();
        builder.Logging.AddSiloLogs(options.Log);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().UseUrls(options.Http.Urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestLimits.TelemetryBody;
            kestrel.Limits.MaxConcurrentConnections = options.Http.MaxConnections;
        });
        builder.Services.AddRouting();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(15));
        return builder;
    }
}
