using System.Runtime.CompilerServices;

namespace Granary.Testing;

/// <summary>Pins a text that people read. <c>GRANARY_SNAPSHOTS=write</c> writes the files anew.</summary>
public static class Snapshot
{
    /// <param name="name">The file <c>Snapshots/NAME.txt</c> beside the test.</param>
    public static void Matches(string text, string name, [CallerFilePath] string testFile = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(testFile)!, "Snapshots", name + ".txt");
        if (Environment.GetEnvironmentVariable("GRANARY_SNAPSHOTS") == "write")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        Assert.True(File.Exists(path), $"{path} is missing; GRANARY_SNAPSHOTS=write makes it.");
        Assert.Equal(File.ReadAllText(path), text, ignoreLineEndingDifferences: true);
    }
}
