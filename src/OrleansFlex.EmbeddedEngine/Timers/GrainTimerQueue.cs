namespace OrleansFlex.EmbeddedEngine;

/// <summary>
/// All timers of a grid by due time, behind one timer of its clock. A system timer of its own would cost each of them twice the memory, and
/// the runtime goes through all long ones several times a second. A binary heap in which each timer knows its place. Thread-safe.
/// </summary>
internal sealed class GrainTimerQueue : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private readonly long _origin;
    private readonly ITimer _alarm;
    private GrainTimer[] _heap = new GrainTimer[16];
    private int _count;
    private long _made;
    private long _alarmTicks = long.MaxValue;

    public GrainTimerQueue(TimeProvider clock)
    {
        _clock = clock;
        _origin = clock.GetTimestamp();
        _alarm = clock.CreateTimer(static queue => ((GrainTimerQueue)queue!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Numbers a new timer: of those that fall due together the older one ticks first.</summary>
    public long Number() => Interlocked.Increment(ref _made);

    /// <summary>Sets when a timer is due; an infinite time takes it out.</summary>
    public void Arm(GrainTimer timer, TimeSpan due)
    {
        lock (_lock)
        {
            if (due < TimeSpan.Zero)
            {
                Take(timer);
                return;
            }

            var nowTicks = NowTicks;
            timer.DueTicks = due.Ticks > long.MaxValue - nowTicks ? long.MaxValue : nowTicks + due.Ticks;
            if (timer.Place < 0)
            {
                if (_count == _heap.Length)
                    Array.Resize(ref _heap, 2 * _count);
                Put(timer, _count++);
            }

            Settle(timer);
            SetAlarm(nowTicks);
        }
    }

    /// <summary>Takes a timer out.</summary>
    public void Remove(GrainTimer timer)
    {
        lock (_lock)
            Take(timer);
    }

    /// <inheritdoc/>
    public void Dispose() => _alarm.Dispose();

    // Since the start: clocks tell differences in floating point, which is exact only while they are small.
    private long NowTicks => _clock.GetElapsedTime(_origin).Ticks;

    private void Ring()
    {
        var due = new List<GrainTimer>();
        lock (_lock)
        {
            var nowTicks = NowTicks;
            while (_count > 0 && _heap[0].DueTicks <= nowTicks)
            {
                due.Add(_heap[0]);
                Take(_heap[0]);
            }

            _alarmTicks = long.MaxValue;
            SetAlarm(nowTicks);
        }

        foreach (var timer in due)
            timer.Fire();
    }

    // One that rings too early, since its timer went, finds nothing and is set anew.
    private void SetAlarm(long nowTicks)
    {
        if (_count == 0 || _heap[0].DueTicks >= _alarmTicks)
            return;
        _alarmTicks = _heap[0].DueTicks;
        var left = Math.Clamp(_alarmTicks - nowTicks, 0, TimeSpan.TicksPerDay);
        _alarm.Change(TimeSpan.FromTicks(left), Timeout.InfiniteTimeSpan);
    }

    private void Take(GrainTimer timer)
    {
        var place = timer.Place;
        if (place < 0)
            return;
        timer.Place = -1;
        var last = _heap[--_count];
        _heap[_count] = null!;
        if (place < _count)
        {
            Put(last, place);
            Settle(last);
        }

        if (_heap.Length > 16 && _count < _heap.Length / 4)
            Array.Resize(ref _heap, _heap.Length / 2);
    }

    private void Settle(GrainTimer timer)
    {
        var place = timer.Place;
        while (place > 0 && IsBefore(timer, _heap[(place - 1) / 2]))
        {
            Put(_heap[(place - 1) / 2], place);
            place = (place - 1) / 2;
        }

        for (var child = (2 * place) + 1; child < _count; child = (2 * place) + 1)
        {
            if (child + 1 < _count && IsBefore(_heap[child + 1], _heap[child]))
                child++;
            if (!IsBefore(_heap[child], timer))
                break;
            Put(_heap[child], place);
            place = child;
        }

        Put(timer, place);
    }

    private void Put(GrainTimer timer, int place)
    {
        _heap[place] = timer;
        timer.Place = place;
    }

    private static bool IsBefore(GrainTimer one, GrainTimer other) =>
        one.DueTicks < other.DueTicks || (one.DueTicks == other.DueTicks && one.Number < other.Number);
}
