namespace OrleansFlex.Grains.State;

/// <summary>Answers that are there already: hot paths take them without the machinery of a wait.</summary>
internal static class AtHand
{
    /// <summary>Takes an answer that is there; else the task to wait for.</summary>
    public static Task<T>? Take<T>(this ValueTask<T> answer, out T value)
    {
        if (answer.IsCompletedSuccessfully)
        {
            value = answer.Result;
            return null;
        }

        value = default!;
        return answer.AsTask();
    }
}
