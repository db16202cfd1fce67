using OrleansFlex.Silo.Options;

namespace OrleansFlex.Silo.Observability;

/// <summary>Logs, metrics and traces.</summary>
internal static class ObservabilitySetup
{
    /// <summary>Log lines to standard output: JSON for machines, short lines on a terminal.</summary>
    public static ILoggingBuilder AddSiloLogs(this ILoggingBuilder logging, LogOptions options)
    {
        logging.SetMinimumLevel(options.Level);
        logging.AddFilter("Microsoft", options.Level > LogLevel.Warning ? options.Level : LogLevel.Warning);
        logging.AddFilter("Microsoft.Hosting.Lifetime", options.Level);
        // Whoever starts and stops the host gets what fails there as an exception; this is about what runs in between.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", options.Level == LogLevel.None ? LogLevel.None : LogLevel.Critical);
        // The problem middleware has the last word on exceptions; the server's own report would double it.
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error);
        var simple = options.Format == LogFormat.Simple || (options.Format == LogFormat.Auto && !Console.IsOutputRedirected);
        return simple
            ? logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "HH:mm:ss ";
            })
            : logging.AddJsonConsole(console =>
            {
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            });
    }

    /// <summary>OTLP export, where an endpoint is configured here or in the variable that OpenTelemetry defines.</summary>
    public static IServiceCollection AddOtlp(this IServiceCollection services, TelemetryOptions options)
    {
        if (options.Endpoint is null && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT")))
            return services;
        return services.AddSingleton(options).AddHostedService<OtlpExport>();
    }
}
