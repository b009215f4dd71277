namespace Granary.Architecture.Tests;

/// <summary>How wide a line of C# may be, in the product, its tests and its benchmarks.</summary>
public sealed class LineTests
{
    const int MaxColumns = 140;

    [Fact]
    public void No_line_is_wider_than_a_screen()
    {
        Assert.Empty(
            from file in SourceTree.AllSourceFiles
            from line in File.ReadLines(SourceTree.Whole(file)).Select((text, i) => (Text: text, Number: i + 1))
            where line.Text.Length > MaxColumns
            select $"{file}:{line.Number}");
    }
}
