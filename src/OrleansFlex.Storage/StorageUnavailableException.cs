namespace OrleansFlex.Storage;

/// <summary>The database could not do what was asked: disk full, server lost, file damaged.</summary>
/// <remarks>
/// The call was not acknowledged. A write that lost its server while committing may have happened all the same: read again
/// before trying again.
/// </remarks>
/// <param name="message">What failed, without connection secrets.</param>
/// <param name="inner">The engine's own error.</param>
public sealed class StorageUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
