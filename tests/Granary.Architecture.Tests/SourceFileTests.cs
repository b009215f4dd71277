using System.Text.RegularExpressions;

namespace Granary.Architecture.Tests;

/// <summary>What a source file of the product may be.</summary>
public sealed partial class SourceFileTests
{
    const int MostLines = 300;

    /// <summary>
    /// Those that name a project type and may: the demo is about one project, the model lists the types that there are, and says of a key
    /// of the environment files which types read it and how long names may be.
    /// </summary>
    static readonly string[] MayNameAProject =
    [
        "src/Granary.Cli/Commands/DemoCommand.cs",
        "src/Granary.Model/Environments/EnvironmentKeys.cs",
        "src/Granary.Model/Projects/ProjectFile.cs",
    ];

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
            where !file.StartsWith("src/Granary.Projects/", StringComparison.Ordinal) && !MayNameAProject.Contains(file)
            from line in File.ReadLines(SourceTree.Whole(file)).Select((text, i) => (Text: Comment.Replace(text, ""), Number: i + 1))
            where types.Any(t => line.Text.Contains(t, StringComparison.OrdinalIgnoreCase))
            select $"{file}:{line.Number}: {line.Text.Trim()}";

        Assert.Empty(naming);
    }

    [Fact]
    public void Those_that_may_name_a_project_are_there()
    {
        Assert.Empty(MayNameAProject.Except(SourceTree.SourceFiles));
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
