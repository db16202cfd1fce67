using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace OrleansFlex.Storage.Sqlite;

/// <summary>Chooses the native library: the system's where it is newer than the one in the package.</summary>
internal static unsafe class SqliteLibrary
{
    // Version 3.35.5 comes with the package.
    private const int BundledVersion = 3_035_005;

    private static readonly Lazy<string> Loaded = new(Load);

    /// <summary>Loads the library once per process; tells which one it is, for example <c>3.40.1 (system)</c>.</summary>
    public static string EnsureLoaded() => Loaded.Value;

    private static string Load()
    {
        var system = FindSystemLibrary();
        if (system != 0)
        {
            NativeLibrary.SetDllImportResolver(
                typeof(SQLite3Provider_e_sqlite3).Assembly,
                (name, _, _) => name == "e_sqlite3" ? system : 0);
        }

        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return $"{raw.sqlite3_libversion().utf8_to_string()} ({(system != 0 ? "system" : "bundled")})";
    }

    private static nint FindSystemLibrary()
    {
        string[] names = OperatingSystem.IsLinux() ? ["libsqlite3.so.0"] : OperatingSystem.IsMacOS() ? ["libsqlite3.dylib"] : [];
        foreach (var name in names)
        {
            if (!NativeLibrary.TryLoad(name, Assembly.GetExecutingAssembly(), DllImportSearchPath.SafeDirectories, out var handle))
                continue;
            if (Call(handle, "sqlite3_libversion_number") > BundledVersion && Call(handle, "sqlite3_threadsafe") != 0)
                return handle;
            NativeLibrary.Free(handle);
        }

        return 0;
    }

    private static int Call(nint library, string function) =>
        NativeLibrary.TryGetExport(library, function, out var address) ? ((delegate* unmanaged[Cdecl]<int>)address)() : 0;
}
