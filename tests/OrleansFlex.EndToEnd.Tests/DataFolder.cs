namespace OrleansFlex.EndToEnd.Tests;

/// <summary>A folder that is gone when the test ends.</summary>
internal sealed class DataFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("silo-e2e-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
