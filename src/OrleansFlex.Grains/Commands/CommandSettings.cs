using System.Collections.Frozen;
using OrleansFlex.Domain.Commands;

namespace OrleansFlex.Grains.Commands;

/// <summary>How long devices may take to obey, by vendor.</summary>
/// <param name="Default">For vendors that are not named.</param>
/// <param name="ByVendor">For those that are.</param>
public sealed record CommandSettings(CommandTimes Default, FrozenDictionary<string, CommandTimes> ByVendor)
{
    /// <summary>The times of a vendor.</summary>
    public CommandTimes For(string vendor) => ByVendor.GetValueOrDefault(vendor, Default);
}
