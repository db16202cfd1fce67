using OrleansFlex.Contracts.Commands;
using OrleansFlex.Domain.Commands;
using OrleansFlex.Silo.Clock;

namespace OrleansFlex.Silo.Tests.Stories;

/// <summary>
/// The gateway of the story's cars: their commands come here, and what they do is reported by HTTP like any vendor's telemetry. Work that
/// timers cause is done in turn, and the held clock waits for it.
/// </summary>
internal sealed class StoryFleet(IDeviceGateways others, TimeProvider clock) : IDeviceGateways, IQuiescence
{
    private readonly Dictionary<Guid, StoryCar> _cars = [];
    private readonly Lock _gate = new();
    private Task _work = Task.CompletedTask;

    public TimeProvider Clock => clock;

    public long NowMs => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Reaches the silo.</summary>
    public HttpClient Http { get; set; } = null!;

    /// <summary>Takes the lines of commands.</summary>
    public StoryLog Log { get; set; } = null!;

    public void Add(StoryCar car)
    {
        lock (_gate)
            _cars.Add(car.Id, car);
    }

    public async ValueTask<IDeviceGateway?> FindAsync(string client, string vendor, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_cars.Values.Any(car => car.Vendor == vendor && car.IsDriven))
                return new Gateway(this, null);
        }

        return await others.FindAsync(client, vendor, cancellation) is { } other ? new Gateway(this, other) : null;
    }

    /// <summary>Does work after all that was asked for before.</summary>
    public Task Run(Func<Task> work)
    {
        lock (_gate)
            return _work = After(_work, work);

        static async Task After(Task before, Func<Task> work)
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
            await work();
        }
    }

    public async Task WhenQuietAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task work;
            lock (_gate)
                work = _work;
            if (work.IsCompleted)
            {
                // What went wrong must not look like a story in which nothing happened.
                await work;
                return;
            }

            await work.WaitAsync(cancellation);
        }
    }

    private sealed class Gateway(StoryFleet fleet, IDeviceGateway? other) : IDeviceGateway
    {
        public Task<GatewayAnswer> SendAsync(DeviceCommand command, CancellationToken cancellation)
        {
            StoryCar? car;
            lock (fleet._gate)
                fleet._cars.TryGetValue(command.DeviceId, out car);
            var word = command.Kind == CommandKind.Start ? "start" : "stop";
            fleet.Log.Tell(fleet.NowMs, Teller.Command, car?.Prefix ?? "", $"{word} commanded");
            if (other is not null)
                return other.SendAsync(command, cancellation);
            car!.Receive(command.Kind);
            return Task.FromResult(GatewayAnswer.Accepted);
        }
    }
}
