namespace OrleansFlex.Domain.Flexibility;

/// <summary>
/// The latest control actions of a zone and how they went, one ring per household composition, so that every segment,
/// also one defined later, can be asked about.
/// </summary>
public sealed partial class ControlHistory(FlexStatusOptions options)
{
    private readonly Ring?[] _byComposition = new Ring?[HouseholdTypeNames.CompositionCount];

    /// <summary>How many actions were added since the history was begun or restored.</summary>
    public long Added { get; private set; }

    /// <summary>Records an action when its outcome is known.</summary>
    /// <param name="household">Composition of the household.</param>
    /// <param name="atMs">When it was decided, Unix milliseconds.</param>
    /// <param name="isConfirmedInTime">Whether the device confirmed it within its time-out.</param>
    public void Add(HouseholdTypes household, long atMs, bool isConfirmedInTime)
    {
        (_byComposition[(int)household] ??= new Ring(options.ControlActions)).Add(atMs, isConfirmedInTime);
        Added++;
    }

    /// <summary>Whether enough of the latest actions were confirmed in time; null asks about all households.</summary>
    public bool IsNominal(SegmentDefinition? segment, long nowMs)
    {
        var recent = new List<(long AtMs, bool IsConfirmed)>();
        for (var composition = 0; composition < _byComposition.Length; composition++)
            if (_byComposition[composition] is { } ring && (segment is null || segment.Matches((HouseholdTypes)composition)))
                ring.CopySince(nowMs - options.ControlAgeMs, recent);
        if (recent.Count > options.ControlActions)
        {
            recent.Sort((left, right) => right.AtMs.CompareTo(left.AtMs));
            recent.RemoveRange(options.ControlActions, recent.Count - options.ControlActions);
        }
        return recent.Count < options.ControlFewest
            || recent.Count(action => action.IsConfirmed) >= options.ControlSuccess * recent.Count;
    }

    private sealed class Ring(int capacity)
    {
        private readonly (long AtMs, bool IsConfirmed)[] _actions = new (long, bool)[capacity];
        private int _next;
        private int _count;

        public void Add(long atMs, bool isConfirmed)
        {
            _actions[_next] = (atMs, isConfirmed);
            _next = (_next + 1) % _actions.Length;
            _count = Math.Min(_count + 1, _actions.Length);
        }

        public void CopySince(long sinceMs, List<(long AtMs, bool IsConfirmed)> target)
        {
            // Oldest first, so that a copy forgets in the same order.
            for (var i = 0; i < _count; i++)
            {
                var action = _actions[(_next - _count + i + _actions.Length) % _actions.Length];
                if (action.AtMs >= sinceMs)
                    target.Add(action);
            }
        }
    }
}
