using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Granary.Architecture.Tests;

/// <summary>What belongs to one project type is in its folder, also where it is only a piece of text.</summary>
public sealed class ProjectTypeTests
{
    const string Folder = "src/Granary.Projects/Fpac/";

    static readonly string[] Pieces = ["dbo/", "etl-jobs/", "-Fpac"];

    /// <summary>Those that still have such a piece and are to lose it.</summary>
    static readonly string[] NotYet = ["src/Granary.Model/Environments/EnvironmentKeys.cs"];

    [Fact]
    public void Its_names_and_prefixes_are_in_no_text_elsewhere()
    {
        var found =
            from file in SourceTree.SourceFiles
            where !file.StartsWith(Folder, StringComparison.Ordinal) && !NotYet.Contains(file)
            from token in CSharpSyntaxTree.ParseText(File.ReadAllText(SourceTree.Whole(file))).GetRoot().DescendantTokens()
            where IsText(token) && Pieces.Any(p => token.Text.Contains(p, StringComparison.Ordinal))
            select $"{file}:{token.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {token.Text}";

        Assert.Empty(found);
    }

    [Fact]
    public void The_search_finds_texts_and_nothing_else()
    {
        const string Source =
            """""
            // dbo/ of a comment
            var a = "x-Fpac"; var b = $"{a}/dbo/{a}"; var c = """etl-jobs/x"""; var d = "dbo/"u8;
            """"";

        Assert.Equal(4, CSharpSyntaxTree.ParseText(Source).GetRoot().DescendantTokens()
            .Count(t => IsText(t) && Pieces.Any(p => t.Text.Contains(p, StringComparison.Ordinal))));
    }

    static bool IsText(SyntaxToken token) => token.Kind() is
        SyntaxKind.StringLiteralToken or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.InterpolatedStringTextToken
        or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
        or SyntaxKind.Utf8SingleLineRawStringLiteralToken or SyntaxKind.Utf8MultiLineRawStringLiteralToken;
}
