namespace OrleansFlex.Silo.Simulations;

/// <summary>How far a simulation is.</summary>
internal enum SimulationState
{
    /// <summary>Others come first.</summary>
    Queued,

    /// <summary>Under way.</summary>
    Running,

    /// <summary>The result is there.</summary>
    Done,

    /// <summary>A fault of the server ended it.</summary>
    Failed,

    /// <summary>The caller ended it.</summary>
    Cancelled,
}
