namespace OrleansFlex.Domain.Policies;

/// <summary>Whether the driver has taken over by hand.</summary>
public enum ManualControl : byte
{
    /// <summary>No: the plan is carried out.</summary>
    None,

    /// <summary>The driver has started charging: it goes on to the charge limit.</summary>
    Started,

    /// <summary>The driver has stopped charging: nothing is commanded until the next deadline.</summary>
    Stopped,
}
