using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Hosting;

/// <summary>
/// A data folder belongs to one serving silo at a time: a second one's clock could move back over the first one's, and each would refuse the
/// other's writes. The system lets go of the lock when the process ends, however it ends.
/// </summary>
internal sealed class DataFolderLock : IDisposable
{
    private const string FileName = "silo.lock";

    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <summary>Takes the folder, creating it as needed.</summary>
    /// <exception cref="StorageUnavailableException">Another silo has it, or it cannot be written.</exception>
    public static DataFolderLock Take(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new DataFolderLock(new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException error) when (error.GetType() == typeof(IOException) && File.Exists(Path.Combine(folder, FileName)))
        {
            throw new StorageUnavailableException($"Another silo serves the data folder {folder}. Stop it, or choose another folder with --data.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageUnavailableException($"Cannot use the data folder {folder}. {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
