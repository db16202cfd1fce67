namespace OrleansFlex.Grains.State;

/// <summary>Answers that are there already: hot paths take them without the machinery of a wait.</summary>
internal static class AtHand
{
    /// <summary>Whether the answer is there.</summary>
    public static bool IsAtHand<T>(this ValueTask<T> answer, out T value)
    {
        if (answer.IsCompletedSuccessfully)
        {
            value = answer.Result;
            return true;
        }

        value = default!;
        return false;
    }
}
