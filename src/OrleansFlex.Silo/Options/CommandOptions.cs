using System.ComponentModel.DataAnnotations;

namespace OrleansFlex.Silo.Options;

/// <summary>How long devices may take to obey commands, in minutes of the domain clock.</summary>
public sealed record CommandOptions
{
    /// <summary>To be observed charging after a start. Default 5.</summary>
    [Range(0.1, 60)]
    public double StartMinutes { get; init; } = 5;

    /// <summary>To be observed idle after a stop. Default 5.</summary>
    [Range(0.1, 60)]
    public double StopMinutes { get; init; } = 5;

    /// <summary>To confirm any other command. Default 5.</summary>
    [Range(0.1, 60)]
    public double OtherMinutes { get; init; } = 5;

    /// <summary>All of these for simulated devices. Default 2.</summary>
    [Range(0.1, 60)]
    public double SandboxMinutes { get; init; } = 2;
}
