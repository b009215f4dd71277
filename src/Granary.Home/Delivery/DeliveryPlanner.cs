using System.IO.Enumeration;
using Granary.Home.Objects;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Sources;

namespace Granary.Home.Delivery;

/// <summary>Sorts files and folders that a user hands over into tables.</summary>
/// <remarks>
/// A dataset's claim comes first. Otherwise a file in a folder belongs to the table of the topmost folder's name, and any other to the
/// table of its own name without endings. Names become lower case, because catalogs are.
/// </remarks>
public sealed class DeliveryPlanner(IReadOnlyList<DeliveryClaim> claims)
{
    static readonly string[] Endings = [".csv", ".tsv", ".psv", ".txt", ".dat"];

    /// <param name="paths">Files and folders; folders are read with all that is below them.</param>
    /// <exception cref="ProblemException">A path is not there, a table's name is no good folder name, or two files would take the same
    /// place.</exception>
    public DeliveryPlan Plan(IReadOnlyList<string> paths)
    {
        var problems = new List<Problem>();
        var files = new List<DeliveredFile>();
        var leftOut = new List<LeftOutFile>();
        foreach (var (path, relative) in paths.SelectMany(p => Expand(p, problems)))
        {
            if (File.ResolveLinkTarget(path, returnFinalTarget: true) is { Exists: false })
                problems.Add(
                    new("GR4001", ProblemKind.NotFound,
                        $"The input {path} is a link to something that does not exist.", "Mend the link, or remove it."));
            else if (SourceNames.ReasonToLeaveOut(relative) is { } reason)
                leftOut.Add(new(path, reason));
            else if (Place(path, relative) is { } file)
                files.Add(file);
            else
                leftOut.Add(new(path, "its ending is not one of .csv .tsv .psv .txt .dat .gz .zip, and no dataset names it"));
        }

        foreach (var file in files.DistinctBy(f => f.Table))
        {
            if (Names.CheckTable(file.Table) is { } problem)
                problems.Add(
                    problem with
                    {
                        Hint = $"It comes from {file.Source}. Rename the file, or name it in source.files of a dataset.",
                        Where = null,
                    });
        }

        foreach (var same in files.GroupBy(f => (f.Table, f.Name)).Where(g => g.Count() > 1))
        {
            problems.Add(
                new(
                    "GR4003", ProblemKind.Usage,
                    $"{string.Join(" and ", same.Select(f => f.Source))} would both become {same.Key.Table}/{same.Key.Name}.",
                    "Give one of them another name."));
        }

        var folders = files.SelectMany(f => FoldersOf($"{f.Table}/{f.Name}")).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var file in files.Where(f => folders.Contains($"{f.Table}/{f.Name}")))
            problems.Add(
                new(
                    "GR4003", ProblemKind.Usage,
                    $"{file.Source} would become the file {file.Table}/{file.Name}, which is also the folder of another.",
                    "Give one of them another name."));

        return problems.Count > 0 ? throw new ProblemException(problems) : new(files, leftOut);
    }

    DeliveredFile? Place(string path, string relative)
    {
        var parts = relative.Split('/');
        foreach (var claim in claims)
        {
            if (claim.Patterns.Any(p => IsMatch(p, parts)))
                return new(
                    path, claim.Table,
                    parts[0].Equals(claim.Table, StringComparison.OrdinalIgnoreCase) && parts.Length > 1
                        ? string.Join('/', parts[1..])
                        : relative);
        }

        var stem = Stem(parts[^1]);
        if (stem is null)
            return null;
        return parts.Length > 1
            ? new(path, parts[0].ToLowerInvariant(), string.Join('/', parts[1..]))
            : new(path, stem.ToLowerInvariant(), parts[0]);
    }

    static bool IsMatch(string pattern, string[] parts)
    {
        var relative = string.Join('/', parts);
        if (pattern.EndsWith('/'))
            return parts.Length > 1 && (relative + "/").StartsWith(pattern, StringComparison.OrdinalIgnoreCase);

        // A star stays within a name; a pattern without folders means the file wherever it lies.
        var patterns = pattern.Split('/');
        var names = patterns.Length == 1 ? parts[^1..] : parts;
        return patterns.Length == names.Length && patterns.Zip(names).All(p => FileSystemName.MatchesSimpleExpression(p.First, p.Second));
    }

    /// <summary>The name without its endings, or null when it has none of ours.</summary>
    static string? Stem(string name)
    {
        var inner = SourceNames.WithoutPacking(name);
        var ending = Endings.FirstOrDefault(e => inner.EndsWith(e, StringComparison.OrdinalIgnoreCase));
        return ending is not null ? inner[..^ending.Length] : inner != name ? inner : null;
    }

    static IEnumerable<string> FoldersOf(string key)
    {
        for (var slash = key.IndexOf('/'); slash >= 0; slash = key.IndexOf('/', slash + 1))
            yield return key[..slash];
    }

    static IEnumerable<(string Path, string Relative)> Expand(string path, List<Problem> problems)
    {
        if (File.Exists(path))
            return [(path, Path.GetFileName(path))];
        if (Directory.Exists(path))
            return FolderFiles.Below(path).Select(f => (Path.Combine(path, f.Key), f.Key));

        problems.Add(new("GR4001", ProblemKind.NotFound,
            $"The input {path} does not exist.", "Name a file or a folder that is there."));
        return [];
    }
}
