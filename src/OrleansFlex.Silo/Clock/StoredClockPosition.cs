using OrleansFlex.Contracts.Wire;
using OrleansFlex.Silo.Requests;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Clock;

/// <summary>The clock's position in the silo's settings.</summary>
internal sealed class StoredClockPosition(ISettingStore settings) : IClockPosition
{
    private const string Key = "clock.position";

    public async ValueTask<DateTimeOffset?> LoadAsync(CancellationToken cancellation) =>
        await settings.GetAsync(Key, cancellation) is { } text && Rfc3339.TryParse(text, out var position) ? position : null;

    public ValueTask SaveAsync(DateTimeOffset position, CancellationToken cancellation) =>
        settings.SetAsync(Key, position.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture), cancellation);
}
