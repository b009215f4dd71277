using System.Reflection;
using System.Runtime.InteropServices;

namespace Granary.DuckDb;

/// <summary>DuckDB's library: the one that its package puts beside the program, unless GRANARY_DUCKDB names another file.</summary>
static class LibraryFile
{
    public static void ResolveFor(params ReadOnlySpan<Assembly> assemblies)
    {
        foreach (var assembly in assemblies)
            NativeLibrary.SetDllImportResolver(assembly, Load);
    }

    static nint Load(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != Native.Library)
            return 0;
        if (Environment.GetEnvironmentVariable("GRANARY_DUCKDB") is { Length: > 0 } named)
        {
            return File.Exists(named)
                ? NativeLibrary.Load(named)
                : throw new DllNotFoundException($"GRANARY_DUCKDB names '{named}', which does not exist.");
        }

        try
        {
            return NativeLibrary.Load(name, assembly, searchPath);
        }
        catch (DllNotFoundException e)
        {
            throw new DllNotFoundException(
                "DuckDB's library cannot be loaded. The package DuckDB.NET.Bindings.Full brings it for Windows, macOS and Linux with "
                    + $"glibc; this is {RuntimeInformation.RuntimeIdentifier}. GRANARY_DUCKDB can name the file of a DuckDB 1.5 library.",
                e);
        }
    }
}
