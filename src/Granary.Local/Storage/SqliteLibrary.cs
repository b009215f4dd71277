using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Granary.Local.Storage;

/// <summary>Chooses SQLite's library: the system's where there is one, else the one that comes with the package (3.35.5).</summary>
static class SqliteLibrary
{
    static readonly string[] SystemNames = ["libsqlite3.so.0", "libsqlite3.dylib"];
    static readonly Lazy<bool> Loaded = new(Load);

    public static void Ensure() => _ = Loaded.Value;

    static bool Load()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return true;
    }

    static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        foreach (var system in SystemNames)
        {
            if (NativeLibrary.TryLoad(system, out var handle))
                return handle;
        }

        return NativeLibrary.Load(name, assembly, path);
    }
}
