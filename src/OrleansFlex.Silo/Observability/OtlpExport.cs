using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using OrleansFlex.Silo.Options;

namespace OrleansFlex.Silo.Observability;

/// <summary>Sends metrics and traces over OTLP while the silo runs; registered only where an endpoint is configured.</summary>
internal sealed class OtlpExport(TelemetryOptions options) : IHostedService, IDisposable
{
    private MeterProvider? _metrics;
    private TracerProvider? _traces;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var resource = ResourceBuilder.CreateDefault().AddService(SiloTelemetry.Name);
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
            .AddMeter(SiloTelemetry.Name, SiloTelemetry.Name + ".*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddOtlpExporter(export => SetEndpoint(export)).Build();
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
            .AddSource(SiloTelemetry.Name, SiloTelemetry.Name + ".*", "Microsoft.AspNetCore")
            .AddOtlpExporter(export => SetEndpoint(export)).Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _metrics?.ForceFlush(timeoutMilliseconds: 2000);
        _traces?.ForceFlush(timeoutMilliseconds: 2000);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _metrics?.Dispose();
        _traces?.Dispose();
    }

    // Without an endpoint of ours the exporter follows OTEL_EXPORTER_OTLP_ENDPOINT itself.
    private void SetEndpoint(OpenTelemetry.Exporter.OtlpExporterOptions export)
    {
        if (options.Endpoint is { } endpoint)
            export.Endpoint = endpoint;
    }
}
