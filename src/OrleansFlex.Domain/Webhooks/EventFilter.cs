using System.Collections.Immutable;

namespace OrleansFlex.Domain.Webhooks;

/// <summary>Which events somebody wants.</summary>
/// <param name="names">Names of <see cref="EventNames"/>; <see cref="EventNames.Any"/> among them means all.</param>
public sealed class EventFilter(ImmutableArray<string> names)
{
    private readonly bool _any = names.Contains(EventNames.Any);

    /// <summary>Whether an event of this name is wanted.</summary>
    public bool Wants(string name) => _any || names.Contains(name);
}
