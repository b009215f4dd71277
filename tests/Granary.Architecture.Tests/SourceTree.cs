using System.Xml.Linq;

namespace Granary.Architecture.Tests;

/// <summary>The projects and source files of the repository.</summary>
static class SourceTree
{
    static readonly string[] NotOurs = [".git", "artifacts", "bin", "node_modules", "obj"];

    /// <summary>Every project file, those of tests and benchmarks among them.</summary>
    public static IReadOnlyList<ProjectFile> Projects { get; } = [.. Files(Needed.Repository, "*.csproj").Select(f => new ProjectFile(f))];

    /// <summary>The projects of the product.</summary>
    public static IEnumerable<ProjectFile> Product => Projects.Where(p => p.Path.StartsWith("src/", StringComparison.Ordinal));

    /// <summary>The C# files of the product, with '/' between the parts of their paths.</summary>
    public static IReadOnlyList<string> SourceFiles { get; } = [.. Files(Whole("src"), "*.cs").Select(Relative)];

    /// <summary>Every C# file, those of tests and benchmarks among them.</summary>
    public static IReadOnlyList<string> AllSourceFiles { get; } = [.. Files(Needed.Repository, "*.cs").Select(Relative)];

    public static string Whole(string relative) => Path.Combine(Needed.Repository, relative);

    public static string Relative(string path) => Path.GetRelativePath(Needed.Repository, path).Replace('\\', '/');

    static IEnumerable<string> Files(string folder, string pattern) => Directory.EnumerateFiles(folder, pattern)
        .Concat(Directory.EnumerateDirectories(folder)
            .Where(d => !NotOurs.Contains(Path.GetFileName(d)) && !Path.GetFileName(d).StartsWith('.'))
            .SelectMany(d => Files(d, pattern)))
        .Order(StringComparer.Ordinal);
}

/// <summary>What a project file says.</summary>
/// <param name="file">Its whole path.</param>
sealed class ProjectFile(string file)
{
    readonly XDocument _document = XDocument.Load(file);

    public string Name { get; } = System.IO.Path.GetFileNameWithoutExtension(file);

    /// <summary>Below the repository.</summary>
    public string Path { get; } = SourceTree.Relative(file);

    /// <summary>The names of the projects that it refers to.</summary>
    public IReadOnlyList<string> References =>
        [.. Items("ProjectReference").Select(p => System.IO.Path.GetFileNameWithoutExtension(p.Replace('\\', '/')))];

    /// <summary>What it includes from places other than its own folder, references aside.</summary>
    public IReadOnlyList<string> Linked =>
        [
            .. _document
                .Descendants()
                .Where(e => e.Name.LocalName is not ("ProjectReference" or "Import" or "PackageReference" or "Using"))
                .SelectMany(e => new[] { e.Attribute("Include")?.Value, e.Attribute("Link")?.Value })
                .OfType<string>()
                .Where(path =>
                    path.Contains("..", StringComparison.Ordinal)
                    || path.Contains("$(", StringComparison.Ordinal)
                    || System.IO.Path.IsPathRooted(path)),
        ];

    IEnumerable<string> Items(string kind) => _document.Descendants(kind).Select(e => e.Attribute("Include")?.Value ?? "");
}
