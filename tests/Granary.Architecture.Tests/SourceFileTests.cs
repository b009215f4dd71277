using System.Text.RegularExpressions;

namespace Granary.Architecture.Tests;

/// <summary>What a source file of the product may be.</summary>
public sealed partial class SourceFileTests
{
    const int MostLines = 300;

    [Fact]
    public void No_file_is_longer_than_a_subject_should_be()
    {
        var tooLong = SourceTree.SourceFiles
            .Select(f => (File: f, Lines: File.ReadLines(SourceTree.Whole(f)).Count()))
            .Where(f => f.Lines > MostLines);

        Assert.Empty(tooLong);
    }

    [Fact]
    public void Nothing_but_the_project_types_knows_a_project_by_name()
    {
        var types = Directory.EnumerateDirectories(SourceTree.Whole("src/Granary.Projects")).Select(f => Path.GetFileName(f))
            .Concat(Directory.EnumerateDirectories(SourceTree.Whole("projects")).Select(f => Path.GetFileName(f)))
            .Where(name => name is not ("Definitions" or "bin" or "obj"))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.Contains("fpac", types);

        var naming =
            from file in SourceTree.SourceFiles
            where !file.StartsWith("src/Granary.Projects/", StringComparison.Ordinal)
            from line in File.ReadLines(SourceTree.Whole(file)).Select((text, i) => (Text: Comment.Replace(text, ""), Number: i + 1))
            where types.Any(t => line.Text.Contains(t, StringComparison.OrdinalIgnoreCase))
            select $"{file}:{line.Number}: {line.Text.Trim()}";

        Assert.Empty(naming);
    }

    [Fact]
    public void Unsafe_code_stays_beside_the_native_calls()
    {
        Assert.Equal(
            ["Granary.DuckDb"],
            SourceTree
                .Product.Where(p => File.ReadAllText(SourceTree.Whole(p.Path)).Contains("AllowUnsafeBlocks", StringComparison.Ordinal))
                .Select(p => p.Name));
    }

    [GeneratedRegex(@"(^|\s)//.*$")]
    private static partial Regex Comment { get; }
}
