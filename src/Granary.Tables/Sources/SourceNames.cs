namespace Granary.Tables.Sources;

/// <summary>What the names of delivered files, and of members of archives, say.</summary>
public static class SourceNames
{
    const string Zip = ".zip";
    const string Gzip = ".gz";

    /// <summary>The endings of files that hold texts in a smaller form.</summary>
    public static IReadOnlyList<string> Packed { get; } = [Gzip, Zip];

    public static bool IsArchive(string name) => name.EndsWith(Zip, StringComparison.OrdinalIgnoreCase);

    /// <returns>The name without such an ending.</returns>
    public static string WithoutPacking(string name) =>
        Packed.FirstOrDefault(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase)) is { } ending ? name[..^ending.Length] : name;

    /// <param name="path">Of a file below what was delivered, or of a member in its archive; with '/' between the parts.</param>
    /// <returns>Why it is no data; null when it may be.</returns>
    public static string? ReasonToLeaveOut(string path)
    {
        var parts = path.Split('/');
        if (parts.Any(p => p.StartsWith('.') || p.StartsWith('_')))
            return "names that begin with '.' or '_' are not data";
        var name = parts[^1];
        if (name.StartsWith("README", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".md", StringComparison.OrdinalIgnoreCase))
            return "it is documentation";
        return name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? "JSON is not read as a table" : null;
    }
}
