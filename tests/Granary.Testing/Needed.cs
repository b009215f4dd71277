using System.Runtime.CompilerServices;

namespace Granary.Testing;

/// <summary>
/// Things a test needs that not every clone has: skipped by name where they are missing, failed under GRANARY_REQUIRE=all.
/// </summary>
public static class Needed
{
    static bool AllRequired => Environment.GetEnvironmentVariable("GRANARY_REQUIRE") == "all";

    /// <summary>The repository's root folder.</summary>
    public static string Repository { get; } = FindRepository();

    /// <param name="path">Below the folder <c>shared</c> beside the repository, such as <c>cases/states/executions.jsonl</c>.</param>
    /// <returns>The whole path of an existing file or folder.</returns>
    public static string Shared(string path)
    {
        var whole = Path.GetFullPath(Path.Combine(Repository, "..", "shared", path));
        if (!File.Exists(whole) && !Directory.Exists(whole))
            IsMissing($"../shared/{path}");
        return whole;
    }

    /// <summary>Ends the test: skipped with the name of what is missing, or failed where everything is required.</summary>
    public static void IsMissing(string name)
    {
        if (AllRequired)
            Assert.Fail($"{name} is missing, and GRANARY_REQUIRE=all is set.");
        Assert.Skip($"{name} is not there.");
    }

    static string FindRepository([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));
}
