using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using OrleansFlex.Contracts.Wire;
using OrleansFlex.Silo.Clock;
using OrleansFlex.Silo.Events;

namespace OrleansFlex.Silo.Simulations;

/// <summary>
/// The progress of a simulation as server-sent events: how it stands, then every change of its state or of a hundredth, until it is
/// over. What a slow reader misses is left out.
/// </summary>
internal sealed class SimulationStream(SimulationJob job, PipeWriter writer, RealTime real)
{
    /// <summary>The line to the reader.</summary>
    public LiveLine Line { get; } = new(writer, real);

    /// <summary>Writes until the simulation is over or the reader may no longer read.</summary>
    /// <exception cref="OperationCanceledException">The reader was too slow, or has gone.</exception>
    public async Task RunAsync(Func<ValueTask<bool>> mayGoOn, CancellationToken cancellation)
    {
        while (true)
        {
            var changed = job.Changed;
            var view = job.View;
            Write(view);
            await Line.FlushAsync(cancellation);
            if (view.EndedAt is not null)
                return;
            while (!await Line.ChangedInTimeAsync(changed, cancellation))
            {
                if (!await mayGoOn())
                    return;
                Encoding.UTF8.GetBytes(": keep-alive\n\n", writer);
                await Line.FlushAsync(cancellation);
            }
        }
    }

    private void Write(SimulationView view)
    {
        var data = JsonSerializer.Serialize(new { state = SimulationBody.StateOf(view.State), progress = Math.Round(view.Progress, 4) }, WireJson.Options);
        Encoding.UTF8.GetBytes($"event: progress\ndata: {data}\n\n", writer);
    }
}
