using System.Collections.Immutable;
using OrleansFlex.Domain.Webhooks;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Events;

/// <summary>Which events a live view shows.</summary>
internal static class EventNamesQuery
{
    /// <summary>The names in <c>events</c>, separated by commas or given several times; all where there are none.</summary>
    public static ImmutableArray<string> EventNames(this QueryFields query, string parameter)
    {
        var names = query.Many(parameter).SelectMany(each => each.Split(',')).ToImmutableArray();
        if (names.FirstOrDefault(name => name.Length > 0 && !Domain.Webhooks.EventNames.IsKnown(name)) is { } unknown)
            query.Fail(parameter, $"'{unknown}' is not the name of an event");
        return names.IsEmpty ? [Domain.Webhooks.EventNames.Any] : names;
    }
}
