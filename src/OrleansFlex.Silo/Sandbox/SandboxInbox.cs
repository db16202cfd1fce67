using OrleansFlex.Domain.Commands;

namespace OrleansFlex.Silo.Sandbox;

/// <summary>Commands on their way to the devices of a simulated household. Only touched under the household's gate.</summary>
internal sealed class SandboxInbox
{
    private readonly List<SandboxCommand> _waiting = [];
    private readonly Guid[] _taken = new Guid[4];
    private int _next;

    /// <summary>When the next command arrives, Unix milliseconds.</summary>
    public long NextMs { get; private set; } = long.MaxValue;

    /// <summary>Takes a command in; false where it was taken in before.</summary>
    public bool Take(SandboxCommand command)
    {
        if (_taken.Contains(command.Id))
            return false;
        _taken[_next] = command.Id;
        _next = (_next + 1) % _taken.Length;
        _waiting.Add(command);
        NextMs = Math.Min(NextMs, command.ArrivesMs);
        return true;
    }

    /// <summary>The commands that have arrived, in the order in which they were sent.</summary>
    public List<SandboxCommand> Arrived(long nowMs)
    {
        var arrived = _waiting.FindAll(command => command.ArrivesMs <= nowMs);
        _waiting.RemoveAll(command => command.ArrivesMs <= nowMs);
        NextMs = _waiting.Count == 0 ? long.MaxValue : _waiting.Min(command => command.ArrivesMs);
        return arrived;
    }

    /// <summary>When a command that is sent now arrives at the earliest: devices do not overtake one order with the next.</summary>
    public long NotBefore => _waiting.Count == 0 ? 0 : _waiting.Max(command => command.ArrivesMs);
}

/// <summary>A command on its way to a simulated device.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Device">The device's place in the household.</param>
/// <param name="Kind">What it is to do.</param>
/// <param name="Argument">What that sets.</param>
/// <param name="ArrivesMs">When it arrives, Unix milliseconds.</param>
internal sealed record SandboxCommand(Guid Id, int Device, CommandKind Kind, CommandArgument? Argument, long ArrivesMs);
