using System.Reflection;
using System.Runtime.InteropServices;

namespace Granary.DuckDb;

/// <summary>
/// Where DuckDB's library lies: what GRANARY_DUCKDB names, else beside the program, else in the repository's native folder.
/// </summary>
static class LibraryFile
{
    public static void ResolveFor(Assembly assembly) => NativeLibrary.SetDllImportResolver(assembly, Load);

    static nint Load(string name, Assembly assembly, DllImportSearchPath? searchPath) =>
        name == Native.Library ? NativeLibrary.Load(Find(assembly)) : 0;

    static string Find(Assembly assembly)
    {
        if (Environment.GetEnvironmentVariable("GRANARY_DUCKDB") is { Length: > 0 } named)
            return File.Exists(named) ? named : throw new DllNotFoundException($"GRANARY_DUCKDB names '{named}', which does not exist.");

        // A single-file program has no folder of its assemblies.
        string[] starts = [AppContext.BaseDirectory, Path.GetDirectoryName(assembly.Location) ?? ""];
        return starts.Where(s => s.Length > 0).SelectMany(Candidates).FirstOrDefault(File.Exists)
            ?? throw new DllNotFoundException(
                $"DuckDB's library ({FileName}) is not beside the program in '{AppContext.BaseDirectory}', and no folder above it has native/{PackagePath}. "
                + "Run `npm ci --ignore-scripts` in the repository's native folder, or set GRANARY_DUCKDB to the path of a DuckDB 1.5 library.");
    }

    static IEnumerable<string> Candidates(string start)
    {
        yield return Path.Combine(start, FileName);
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            yield return Path.Combine(folder.FullName, "native", PackagePath);
    }

    static string PackagePath => $"node_modules/@duckdb/node-bindings-{Platform}/{FileName}";

    static string FileName =>
        OperatingSystem.IsWindows() ? "duckdb.dll" : OperatingSystem.IsMacOS() ? "libduckdb.dylib" : "libduckdb.so";

    static string Platform
    {
        get
        {
            var system = OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
            var variant = RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) ? "-musl" : "";
            return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}{variant}";
        }
    }
}
