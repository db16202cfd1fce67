namespace OrleansFlex.Storage;

/// <summary>A state as it is on disk.</summary>
/// <param name="Json">The bytes that were written, verbatim.</param>
/// <param name="ETag">Opaque; changes with every write and is never used again, not even after a clear.</param>
public readonly record struct StoredState(byte[] Json, string ETag);
