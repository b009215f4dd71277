using Granary.Csv;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Drift;

namespace Granary.Tables.Landing;

/// <summary>The columns of a landed table and where each is in each of its files.</summary>
/// <remarks>Names stay as the files have them, but made unique without regard to case, because engines compare them so.</remarks>
sealed class LandedColumns
{
    readonly IReadOnlyList<IReadOnlyList<string>> _files;
    readonly IReadOnlyList<IReadOnlyDictionary<int, int>> _positions;
    readonly IReadOnlyList<string?> _whyRejected;

    LandedColumns(
        IReadOnlyList<string> sources,
        IReadOnlyList<string> names,
        IReadOnlyList<IReadOnlyList<string>> files,
        IReadOnlyList<IReadOnlyDictionary<int, int>> positions,
        IReadOnlyList<string?> whyRejected,
        IReadOnlyList<string> notes)
    {
        Sources = sources;
        Names = names;
        _files = files;
        _positions = positions;
        _whyRejected = whyRejected;
        Notes = notes;
    }

    /// <summary>As the files have them; <c>column_N</c> where they have none.</summary>
    public IReadOnlyList<string> Sources { get; }

    /// <summary>As the landed table has them, in the same order.</summary>
    public IReadOnlyList<string> Names { get; }

    public IReadOnlyList<string> Notes { get; }

    /// <summary>The file's own columns, in the file's order.</summary>
    public IReadOnlyList<string> InFile(int file) => _files[file];

    /// <returns>Where a column of the table is in the file, from 0, or null when the file lacks it.</returns>
    public int? PositionIn(int file, int column) => _positions[file].TryGetValue(column, out var position) ? position : null;

    /// <returns>Why all rows of the file are rejected, or null.</returns>
    public string? WhyRejected(int file) => _whyRejected[file];

    /// <exception cref="ProblemException">A name stands twice in a header, a column that the dataset declares is in none, or the columns
    /// have changed and must not.</exception>
    public static LandedColumns Of(Dataset dataset, IReadOnlyList<TextSurvey> sources, WrittenSchema? written)
    {
        var files = sources.Select(s => ColumnsOf(dataset, s)).ToList();
        var problems = sources
            .Where(s => s.HeaderProblem != CsvProblem.None && dataset.Source.FixedWidth is null)
            .Select(UnreadableHeader)
            .ToList();
        problems.AddRange(sources.Where(s => s.Header.Count > dataset.Source.MaxColumns).Select(s => TooWide(s, dataset)));
        if (problems.Count > 0)
            throw new ProblemException(problems);

        // A file that is rejected says nothing of the table's columns.
        var whyRejected = sources
            .Select((s, i) => ColumnDrift.WhyRejected(dataset, written, HasOtherCount(s, files[i]) ? Named(s) : files[i]))
            .ToList();
        problems.AddRange(
            sources.Where((s, i) => whyRejected[i] is null && HasOtherCount(s, files[i])).Select(s => OtherCount(s, dataset)));
        files = [.. files.Select((columns, i) => whyRejected[i] is null ? columns : [])];
        problems.AddRange(files.SelectMany((columns, i) => Repeated(columns, sources[i].Source.Name)));
        if (problems.Count > 0)
            throw new ProblemException(problems);
        var keepsColumns = written is not null && dataset.Drift != DriftMode.Evolve;
        var (all, positions) = Join(keepsColumns && dataset.Drift == DriftMode.Quarantine ? [written!.Sources, .. files] : files);
        if (positions.Count > files.Count)
            positions.RemoveAt(0);
        var drift = ColumnDrift.Check(dataset, ColumnDrift.Of(written, all));

        // Files of no bytes say nothing of columns; what is known of them is all there is.
        if (all.Count == 0)
            all = [.. keepsColumns ? written!.Sources : Declared(dataset)];
        problems.AddRange(MissingFrom(all, dataset));
        if (problems.Count > 0)
            throw new ProblemException(problems);

        var notes = sources.SelectMany((s, i) => all.Where((_, column) => files[i].Count > 0 && !positions[i].ContainsKey(column))
            .Select(name => $"{s.Source} has no column \"{name}\"; it is NULL in its rows.")).ToList();
        notes.AddRange(sources.SelectMany((s, i) => positions[i].Where(p => files[i][p.Value] != all[p.Key])
            .Select(p => $"The column \"{files[i][p.Value]}\" of {s.Source} is read as \"{all[p.Key]}\".")));
        var unique = Unique(all);
        notes.AddRange(all.Zip(unique).Where(n => n.First != n.Second)
            .Select(n => $"The column \"{n.First}\" is landed as \"{n.Second}\", because its own name is taken."));
        notes.AddRange(drift);
        notes.AddRange(
            sources
                .Zip(whyRejected)
                .Where(s => s.Second is not null)
                .Select(s => $"{s.First.Source} is rejected with all of its rows: {s.Second}."));
        return new(all, unique, files, positions, whyRejected, notes);
    }

    /// <summary>
    /// Joins the columns of the files by name: the same name, else one that is the same in snake_case (<c>ID</c> and <c>id</c>).
    /// </summary>
    /// <returns>All columns, and for each file from a column's place among all to its place in the file.</returns>
    static (List<string> All, List<Dictionary<int, int>> Positions) Join(List<IReadOnlyList<string>> files)
    {
        var all = new List<string>();
        var positions = new List<Dictionary<int, int>>();

        // A file may have thousands of columns.
        var byName = new Dictionary<string, int>(StringComparer.Ordinal);
        var bySnake = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var found = new Dictionary<int, int>();
            for (var position = 0; position < file.Count; position++)
            {
                if (byName.TryGetValue(file[position], out var column))
                    found.Add(column, position);
            }

            var same = found.Values.ToHashSet();
            for (var position = 0; position < file.Count; position++)
            {
                var snake = Snake(file[position]);
                if (same.Contains(position) || (bySnake.TryGetValue(snake, out var column) && found.TryAdd(column, position)))
                    continue;
                byName.TryAdd(file[position], all.Count);
                bySnake.TryAdd(snake, all.Count);
                found.Add(all.Count, position);
                all.Add(file[position]);
            }

            positions.Add(found);
        }

        return (all, positions);
    }

    static string Snake(string name) => Granary.Model.Datasets.Names.SnakeCase([name]).Names[0];

    /// <summary>
    /// What the dataset lists stands instead of a header; but a header that has the same names in another order is believed, because
    /// columns that were swapped by position would be swapped data. A column without a name is called by its place.
    /// </summary>
    static IReadOnlyList<string> ColumnsOf(Dataset dataset, TextSurvey text)
    {
        var header = Named(text);
        var listed = dataset.Source.Columns ?? (dataset.Source.Header ? null : [.. dataset.Columns.Select(c => c.Name)]);
        return
            listed is null
            || header.Order(StringComparer.Ordinal).SequenceEqual(listed.Order(StringComparer.Ordinal), StringComparer.Ordinal)
            ? header
            : listed;
    }

    static List<string> Named(TextSurvey text) =>
        [.. text.Header.Select((name, i) => name.Trim() is { Length: > 0 } given ? given : $"column_{i + 1}")];

    static bool HasOtherCount(TextSurvey text, IReadOnlyList<string> columns) =>
        text.Header.Count > 0 && text.Header.Count != columns.Count;

    static Problem UnreadableHeader(TextSurvey text) => new(
        "GR3010", ProblemKind.Data,
        $"The header of {text.Source} cannot be read: {text.HeaderProblem switch
        {
            CsvProblem.BrokenQuote => "a quote is not closed, or text follows the closing quote",
            CsvProblem.Undecodable => "it has bytes that are not text in the file's encoding",
            CsvProblem.HasNul => "it has a NUL byte, which source.nul refuses",
            _ => "it is longer than the limit of a record",
        }}.",
        "Nothing was read. Fix the header, or say in the dataset file how the file is written (source.encoding, source.quote).");

    static Problem TooWide(TextSurvey text, Dataset dataset) => new(
        "GR3040", ProblemKind.Data,
        $"The header of {text.Source} has {text.Header.Count:N0} columns; the limit is {dataset.Source.MaxColumns:N0} "
            + "(source.maxColumns).",
        $"Nothing was read. If the file is right, raise source.maxColumns in datasets/{dataset.Table}.json; often the "
            + "delimiter is another one.");

    static Problem OtherCount(TextSurvey text, Dataset dataset) => new(
        "GR3011", ProblemKind.Data,
        $"The header of {text.Source} has {text.Header.Count} columns; source.columns of the dataset {dataset.Table} lists "
            + $"{dataset.Source.Columns?.Count ?? 0}.",
        "Nothing was read. List the file's columns, all and in order, or leave source.columns out to take the header's names.");

    static IEnumerable<Problem> Repeated(IReadOnlyList<string> columns, string file) =>
        columns.Select((name, i) => (Name: name, Position: i + 1))
            .GroupBy(c => c.Name, StringComparer.Ordinal)
            .Where(g => g.Count() > 1)
            .Select(g => new Problem(
                "GR3005", ProblemKind.Data,
                $"The header of {file} has the column \"{g.Key}\" {g.Count()} times, at positions "
                    + $"{string.Join(" and ", g.Select(c => c.Position))}.",
                "Nothing was read. Ask for a file with different names, or list all names in source.columns, which stand "
                    + "instead of the header's."));

    static IEnumerable<Problem> MissingFrom(List<string> all, Dataset dataset)
    {
        var found = Granary.Model.Datasets.Names.SnakeCase(all).Names.ToHashSet(StringComparer.Ordinal);
        return Declared(dataset)
            .Where(name => !found.Contains(Snake(name)))
            .Select(name => new Problem(
                "GR3006", ProblemKind.Data,
                $"The dataset {dataset.Table} declares the column \"{name}\", which no file has; the files have "
                    + $"{string.Join(", ", all.Select(a => $"\"{a}\""))}.",
                "Nothing was read. Fix the name in the dataset file, or deliver a file that has the column."));
    }

    /// <summary>Every column that the dataset file names, once.</summary>
    public static IEnumerable<string> Declared(Dataset dataset) =>
        (dataset.Source.Columns ?? []).Concat(dataset.Columns.Select(c => c.Name)).Concat(dataset.Key)
            .Concat(dataset.Keep.Columns.Select(c => c.Column)).Concat(dataset.Rules.SelectMany(r => r.Columns))
            .DistinctBy(Snake, StringComparer.Ordinal);

    static List<string> Unique(List<string> names)
    {
        var taken = new HashSet<string>(Lineage.All, StringComparer.OrdinalIgnoreCase);
        var unique = new List<string>();
        foreach (var given in names)
        {
            // No engine takes a NUL in a name.
            var name = given.Replace("\0", "", StringComparison.Ordinal) is { Length: > 0 } usable ? usable : $"column_{unique.Count + 1}";
            var candidate = name;
            for (var n = 2; BecomesLineage(candidate) || !taken.Add(candidate); n++)
                candidate = $"{name}_{n}";
            unique.Add(candidate);
        }

        return unique;
    }

    /// <summary>Whether the cleansed stage would give it the name of a column that it adds on its own.</summary>
    static bool BecomesLineage(string name) => Lineage.IsLineage(Snake(name));
}
