using Orleans.Runtime;

namespace OrleansFlex.EmbeddedEngine;

// Which request may run while others do, by Orleans' rules: one request blocks the grain; readers may join a blocking reader; a
// request of an allowed call chain may re-enter; everything else waits, and admissible requests may overtake those that wait.
internal sealed partial class Activation
{
    private GrainRequest? _running;
    private GrainRequest? _blocking;
    private GrainRequest? _waitingFirst;
    private GrainRequest? _waitingLast;
    private int _waitingOvertakers;
    private bool _pumpNeeded;

    /// <inheritdoc />
    public void Dispatch(GrainRequest request) => Enqueue(request);

    internal void Receive(GrainRequest request)
    {
        if (_state == ActivationState.Dead)
        {
            Forward(request);
            return;
        }
        if (request.IsSettled)
            return;
        if (MayRun(request))
        {
            Start(request);
            return;
        }
        Wait(request);
        if (_state == ActivationState.Created)
            BeginActivation(request);
    }

    private bool MayRun(GrainRequest request)
    {
        if (_state == ActivationState.Deactivating)
            return _running is not null && InReentrantSection(request);
        if (_state != ActivationState.Active)
            return false;
        return _blocking is null
            || request.AlwaysInterleaves
            || (_blocking.IsReadOnly && request.IsReadOnly)
            || (request.Context is not null && InReentrantSection(request));
    }

    private void Start(GrainRequest request)
    {
        request.RunNext = _running;
        if (_running is not null)
            _running.RunPrevious = request;
        _running = request;
        if (_blocking is null && !request.AlwaysInterleaves && !_class.IsReentrant)
            _blocking = request;
        request.Begin(this);
        CleanAmbientState();
    }

    internal void Finished(GrainRequest request)
    {
        if (request.RunPrevious is { } previous)
            previous.RunNext = request.RunNext;
        else
            _running = request.RunNext;
        if (request.RunNext is { } next)
            next.RunPrevious = request.RunPrevious;
        request.RunNext = request.RunPrevious = null;
        if (ReferenceEquals(_blocking, request))
            _blocking = null;
        if (request.CountsAsUse)
            _lastUsed = Runtime.CollectionEpoch;
        _pumpNeeded = _waitingFirst is not null || _state == ActivationState.Deactivating;
    }

    private void Wait(GrainRequest request)
    {
        if (_waitingLast is null)
            _waitingFirst = request;
        else
            _waitingLast.Next = request;
        _waitingLast = request;
        if (request.MayOvertake)
            _waitingOvertakers++;
    }

    // Starts everything that may run, in order of arrival. A request that ends at once asks for another round.
    private void Pump()
    {
        while (_pumpNeeded)
        {
            _pumpNeeded = false;
            if (_state == ActivationState.Deactivating && _running is null)
            {
                BeginDeactivation();
                return;
            }
            GrainRequest? previous = null;
            for (var request = _waitingFirst; request is not null;)
            {
                if (_blocking is not null && _waitingOvertakers == 0)
                    break;
                var next = (GrainRequest?)request.Next;
                if (!request.IsSettled && !MayRun(request))
                {
                    previous = request;
                    request = next;
                    continue;
                }
                Unlink(previous, request, next);
                if (!request.IsSettled)
                    Start(request);
                // Nothing is unlinked meanwhile, but requests may have been appended.
                request = previous is null ? _waitingFirst : (GrainRequest?)previous.Next;
            }
        }
    }

    private void Unlink(GrainRequest? previous, GrainRequest request, GrainRequest? next)
    {
        if (previous is null)
            _waitingFirst = next;
        else
            previous.Next = next;
        if (next is null)
            _waitingLast = previous;
        request.Next = null;
        if (request.MayOvertake)
            _waitingOvertakers--;
    }

    private bool InReentrantSection(GrainRequest request) =>
        request.Context is { } context
        && context.TryGetValue(RequestContext.ReentrancyKey, out var id)
        && _extras?.ReentrantSections is { } sections
        && sections.ContainsKey((Guid)id);

    internal void EnterReentrantSection(Guid id)
    {
        var sections = Extras.ReentrantSections ??= [];
        sections[id] = sections.GetValueOrDefault(id) + 1;
        _pumpNeeded |= _waitingOvertakers > 0;
    }

    internal void ExitReentrantSection(Guid id)
    {
        if (_extras?.ReentrantSections is not { } sections || !sections.TryGetValue(id, out var depth))
            return;
        if (depth > 1)
            sections[id] = depth - 1;
        else
            sections.Remove(id);
    }

    // Takes everything that waits, in order.
    private GrainRequest? TakeWaiting()
    {
        var first = _waitingFirst;
        _waitingFirst = _waitingLast = null;
        _waitingOvertakers = 0;
        return first;
    }

    private void Forward(GrainRequest request)
    {
        if (request.IsForwarded)
            _class.Dispatch(_key, request);
    }
}
