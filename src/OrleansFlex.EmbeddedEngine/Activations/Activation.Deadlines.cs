namespace OrleansFlex.EmbeddedEngine;

internal sealed partial class Activation
{
    // Fails the callers that have waited too long. A running request goes on; one that still waits will be skipped.
    internal void EnforceDeadlines()
    {
        var now = Environment.TickCount64;
        for (var request = _running; request is not null; request = request.RunNext)
            Enforce(request, now, "is running");
        for (var request = _waitingFirst; request is not null; request = (GrainRequest?)request.Next)
            Enforce(request, now, "waits for its turn");
        _pumpNeeded |= _waitingFirst is not null;
    }

    // Answers all callers, because the process does not wait for what still runs.
    internal void Abandon(Exception failure)
    {
        for (var request = _running; request is not null; request = request.RunNext)
            request.Fail(failure);
        for (var request = TakeWaiting(); request is not null; request = (GrainRequest?)request.Next)
            request.Fail(failure);
    }

    private void Enforce(GrainRequest request, long now, string phase)
    {
        if (request.DeadlineMs == 0 || now < request.DeadlineMs || request.IsSettled)
            return;
        Runtime.Metrics.TimedOut();
        request.Fail(new TimeoutException($"Response did not arrive on time: {request.Method.FullName} to {GrainId} from "
            + $"{request.Source?.GrainId.ToString() ?? "a client"} {phase} still."));
    }
}
