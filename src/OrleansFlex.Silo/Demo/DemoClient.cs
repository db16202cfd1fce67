using System.Security.Cryptography;
using System.Text.Json;

namespace OrleansFlex.Silo.Demo;

/// <summary>
/// The demonstration's tenant. The database keeps only a digest of a secret, so the demonstration keeps its own beside it, readable by
/// its owner alone, to show it again at the next start.
/// </summary>
internal sealed record DemoClient(string Id, string Secret)
{
    public static DemoClient Load(string folder)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "demo-client.json");
        if (File.Exists(file) && JsonSerializer.Deserialize<DemoClient>(File.ReadAllText(file)) is { Id: not null, Secret: not null } known)
            return known;
        var client = new DemoClient("demo", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        File.WriteAllText(file, JsonSerializer.Serialize(client));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return client;
    }
}
