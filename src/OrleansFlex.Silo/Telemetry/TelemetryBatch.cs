using System.Buffers;

namespace OrleansFlex.Silo.Telemetry;

/// <summary>The items of one telemetry request in their order, in a pooled array that goes back to the pool when the response ends.</summary>
public sealed class TelemetryBatch : IDisposable
{
    private TelemetryItem[] _items = ArrayPool<TelemetryItem>.Shared.Rent(1024);

    /// <summary>How many items were posted, unreadable ones included.</summary>
    public int Count { get; private set; }

    /// <summary>An item; valid until the response ends.</summary>
    public ref readonly TelemetryItem this[int index] => ref _items.AsSpan(0, Count)[index];

    /// <inheritdoc />
    public void Dispose()
    {
        var items = Interlocked.Exchange(ref _items, []);
        Count = 0;
        if (items.Length > 0)
            ArrayPool<TelemetryItem>.Shared.Return(items, clearArray: true);
    }

    internal ref TelemetryItem Add()
    {
        if (Count == _items.Length)
            Grow();
        ref var item = ref _items[Count++];
        item = default;
        item.DeviceId = "";
        return ref item;
    }

    private void Grow()
    {
        var larger = ArrayPool<TelemetryItem>.Shared.Rent(_items.Length * 2);
        _items.CopyTo(larger, 0);
        ArrayPool<TelemetryItem>.Shared.Return(_items, clearArray: true);
        _items = larger;
    }
}
