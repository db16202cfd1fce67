namespace OrleansFlex.Silo.Commands;

/// <summary>A command cannot do what it is asked; its message is all that an operator needs to see.</summary>
internal sealed class CommandFailedException(string message) : Exception(message);
