using Orleans.Storage;

namespace OrleansFlex.EmbeddedEngine;

/// <summary>A record's name and storage, shared by all activations of a class.</summary>
internal sealed record StateSlot(string Name, IGrainStorage Storage);

/// <summary>A record that is read while its grain is being activated.</summary>
internal interface IStateBridge
{
    Task ReadStateAsync();
}
