using OrleansFlex.Domain.Commands;

namespace OrleansFlex.Silo.Sandbox;

/// <summary>Commands on their way to the devices of a simulated household. Only touched under the household's gate.</summary>
internal sealed class SandboxInbox
{
    // Null while nothing is under way, as it nearly always is.
    private List<SandboxCommand>? _waiting;
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
        (_waiting ??= new List<SandboxCommand>(1)).Add(command);
        NextMs = Math.Min(NextMs, command.ArrivesMs);
        return true;
    }

    /// <summary>The commands that have arrived, in the order in which they were sent.</summary>
    public List<SandboxCommand> Arrived(long nowMs)
    {
        if (_waiting is null)
            return [];
        var arrived = _waiting.FindAll(command => command.ArrivesMs <= nowMs);
        _waiting.RemoveAll(command => command.ArrivesMs <= nowMs);
        if (_waiting.Count == 0)
            _waiting = null;
        NextMs = _waiting?.Min(command => command.ArrivesMs) ?? long.MaxValue;
        return arrived;
    }

    /// <summary>When a command that is sent now arrives at the earliest: devices do not overtake one order with the next.</summary>
    public long NotBefore => _waiting?.Max(command => command.ArrivesMs) ?? 0;
}

/// <summary>A command on its way to a simulated device.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Device">The device's place in the household.</param>
/// <param name="Kind">What it is to do.</param>
/// <param name="Argument">What that sets.</param>
/// <param name="ArrivesMs">When it arrives, Unix milliseconds.</param>
internal sealed record SandboxCommand(Guid Id, int Device, CommandKind Kind, CommandArgument? Argument, long ArrivesMs);
