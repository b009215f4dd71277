namespace Granary.Architecture.Tests;

/// <summary>How wide a line of C# may be, in the product, its tests and its benchmarks.</summary>
public sealed class LineTests
{
    const int MaxColumns = 140;

    /// <summary>Files that still have longer lines; the list may only become shorter.</summary>
    static readonly string[] Wider = File.ReadAllLines(SourceTree.Whole("tests/Granary.Architecture.Tests/wider-files.txt"));

    [Fact]
    public void No_line_is_wider_than_a_screen()
    {
        var wide = SourceTree.AllSourceFiles.Where(f => File.ReadLines(SourceTree.Whole(f)).Any(l => l.Length > MaxColumns)).ToList();

        Assert.Empty(wide.Except(Wider));
    }
}
