using OrleansFlex.Contracts.Commands;

namespace OrleansFlex.Grains.Tests.Hosting;

internal sealed partial class TestGrid
{
    private ProcessClock _processClock = null!;
    private ProcessCommands _processCommands = null!;

    /// <summary>Kills this grid, whatever it is doing, and starts another one on what it had stored.</summary>
    public async Task CrashAsync()
    {
        Storage.Die();
        _processCommands.IsDead = true;
        _processClock.Die();
        _host.Dispose();
        await _database.DisposeAsync();
        await OpenAsync();
        await QuietAsync();
    }

    /// <summary>The way out of one process, which ends with it.</summary>
    private sealed class ProcessCommands(RecordedCommands commands) : ICommandDispatcher
    {
        public bool IsDead { get; set; }

        public ValueTask<bool> HasGatewayAsync(string client, string vendor) => commands.HasGatewayAsync(client, vendor);

        public void Send(DeviceCommand command)
        {
            if (!IsDead)
                commands.Send(command);
        }
    }
}
