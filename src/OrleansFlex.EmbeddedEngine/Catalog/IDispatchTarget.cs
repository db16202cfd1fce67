namespace OrleansFlex.EmbeddedEngine;

/// <summary>Where requests for one key go: its activation, or its pool of stateless workers.</summary>
internal interface IDispatchTarget
{
    string Key { get; }

    bool IsDead { get; }

    void Dispatch(GrainRequest request);
}
