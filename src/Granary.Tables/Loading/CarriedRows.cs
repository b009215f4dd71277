using Granary.DuckDb;
using Granary.Model.Datasets;
using Granary.Tables.Dialects;
using Granary.Tables.Final;
using Granary.Tables.Reading;
using Granary.Tables.Stages;

namespace Granary.Tables.Loading;

/// <summary>
/// The rows of the version before that stay. Files in which nothing changes are shared with it; the others are written anew.
/// </summary>
/// <param name="columns">Of the new version.</param>
sealed class CarriedRows(StageDatabase database, PublishedTable before, IReadOnlyList<Column> columns, FinalFiles target)
{
    /// <summary>
    /// Files below this size are put together when a folder has more than <see cref="MostSmallFiles"/> of them: each costs every reader
    /// time.
    /// </summary>
    const long SmallFile = 16 << 20;

    const int MostSmallFiles = 50;

    const string FileColumn = "granary file";

    readonly IReadOnlyList<string> _files = before.Rows == 0 ? [] : before.FilePaths();

    /// <summary>The first number that no file of the version before has.</summary>
    public int NextNumber => 1 + _files.Select(FinalFiles.NumberOf).DefaultIfEmpty().Max();

    /// <summary>Takes them all over.</summary>
    /// <param name="number">Of the files that are written anew.</param>
    public void Keep(int number, CancellationToken cancellationToken) =>
        Keep(number, IsLaidOutAnew ? _files : TooSmall(_files), replaced: null, cancellationToken);

    /// <summary>Takes those over whose key no new row has.</summary>
    /// <param name="fresh">The new rows.</param>
    /// <returns>How many rows were replaced.</returns>
    public long KeepOthers(int number, IReadOnlyList<string> key, Sql fresh, CancellationToken cancellationToken)
    {
        if (_files.Count == 0)
            return 0;

        // NULL is a key like any other, as it is where repeated keys are set apart.
        var same = Sql.Join(" AND ", key.Select(k => Sql.From($"had.{new Identifier(k)} IS NOT DISTINCT FROM fresh.{new Identifier(k)}")));
        var replaced = Sql.From($"JOIN ({fresh}) AS fresh ON ({same})");
        var touched = new HashSet<string>(StringComparer.Ordinal);
        var rows = 0L;
        using (var counts = database.Connection.Query(
            Sql.From($"SELECT {new Identifier(FileColumn)}, count(*) FROM (SELECT had.* FROM ({Rows(_files)}) AS had SEMI {replaced}) "
                + $"GROUP BY 1"), cancellationToken))
        {
            while (counts.ReadRow())
            {
                touched.Add(counts.GetText(0)!);
                rows += (long)counts[1]!;
            }
        }

        Keep(
            number, IsLaidOutAnew ? _files : [.. touched, .. TooSmall([.. _files.Where(f => !touched.Contains(f))])], replaced,
            cancellationToken);
        return rows;
    }

    /// <summary>Other folders, or another type that the files of before do not have.</summary>
    bool IsLaidOutAnew => !before.PartitionKeys.SequenceEqual(target.PartitionKeys, StringComparer.Ordinal)
        || before.Columns.Any(c => columns.Any(n => n.Name == c.Name && n.Type != c.Type));

    void Keep(int number, IReadOnlyList<string> rewritten, Sql? replaced, CancellationToken cancellationToken)
    {
        foreach (var file in _files.Except(rewritten, StringComparer.Ordinal))
        {
            var place = Path.Combine(target.Version.Folder, Path.GetRelativePath(before.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            SharedFile.Create(file, place);
        }

        if (rewritten.Count == 0)
            return;
        var values = columns.Select(c =>
            Sql.From($"had.{new Identifier(c.Name)}{SqlDialect.DuckDb.CastInFiles(c.Type)} AS {new Identifier(c.Name)}"));
        var names = Sql.Join(", ", [.. values, .. Lineage.All.Select(c => Sql.From($"had.{new Identifier(c)}"))]);
        var others = replaced is { } join ? Sql.From($"ANTI {join}") : Sql.From($"");
        target.Write(Sql.From($"SELECT {names} FROM ({Rows(rewritten)}) AS had {others}"), number, cancellationToken);
    }

    static List<string> TooSmall(IReadOnlyList<string> files) =>
        [
            .. files
                .Where(f => new FileInfo(f).Length < SmallFile)
                .GroupBy(Path.GetDirectoryName, StringComparer.Ordinal)
                .Where(g => g.Count() > MostSmallFiles)
                .SelectMany(g => g),
        ];

    /// <summary>The rows of some files under the new version's columns and types; a column that they lack is NULL.</summary>
    Sql Rows(IReadOnlyList<string> files)
    {
        var values = columns.Select(c => before.Columns.Any(b => b.Name == c.Name)
            ? Sql.From($"{new Identifier(c.Name)}::{SqlDialect.DuckDb.TypeSql(c.Type)} AS {new Identifier(c.Name)}")
            : SqlDialect.DuckDb.Null(c));
        var lineage = Lineage.All.Select(c => Sql.From($"{new Identifier(c)}"));
        return Sql.From(
            $"SELECT {Sql.Join(", ", [.. values, .. lineage])}, {new Identifier(FileColumn)} FROM ({before.RowsOf(files, FileColumn)})");
    }
}
