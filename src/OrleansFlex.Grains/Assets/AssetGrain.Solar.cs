using System.Collections.Immutable;
using System.Runtime.InteropServices;
using OrleansFlex.Contracts.Assets;
using OrleansFlex.Domain.Solar;

namespace OrleansFlex.Grains.Assets;

public sealed partial class AssetGrain
{
    /// <inheritdoc/>
    public Task<ImmutableArray<byte>> GetProduction() =>
        // The bytes are replaced, never changed.
        Task.FromResult(State.Production is { } saved ? ImmutableCollectionsMarshal.AsImmutableArray(saved) : []);

    /// <summary>What an inverter has produced in the last hours, with what a reading has taught.</summary>
    private byte[]? LearnProduction(Device device, DeviceReading? before)
    {
        if (device.Type != AssetType.Inverter || before is not { ProductionKw: { } production } || device.Reading is not { } reading)
            return State.Production;
        var history = State.Production is { } known ? ProductionHistory.Load(known) : new ProductionHistory();
        history.Note(before.AtMs, reading.AtMs, Math.Max(0, production));
        var saved = new byte[ProductionHistory.SavedBytes];
        history.Save(saved);
        return saved;
    }
}
