using System.Collections.Concurrent;
using OrleansFlex.Contracts.Commands;

namespace OrleansFlex.Grains.Tests.Hosting;

/// <summary>Takes the place of the gateways: keeps what grains send. The vendor <see cref="Vendor"/> has a gateway, others have none.</summary>
internal sealed class RecordedCommands : ICommandDispatcher
{
    public const string Vendor = "DRIVEN";

    private readonly ConcurrentQueue<DeviceCommand> _sent = new();

    public IReadOnlyList<DeviceCommand> Sent => [.. _sent];

    public DeviceCommand Last => _sent.Last();

    /// <summary>Called with every command, on the thread of the grain that sends it.</summary>
    public Action<DeviceCommand>? Arrived { get; set; }

    public ValueTask<bool> HasGatewayAsync(string client, string vendor) => new(vendor == Vendor);

    public void Send(DeviceCommand command)
    {
        _sent.Enqueue(command);
        Arrived?.Invoke(command);
    }
}
