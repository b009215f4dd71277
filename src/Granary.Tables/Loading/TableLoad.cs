using Granary.DuckDb;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Dialects;
using Granary.Tables.Final;
using Granary.Tables.Reading;
using Granary.Tables.Stages;

namespace Granary.Tables.Loading;

/// <summary>
/// Writes one version of a final table: the run's rows, with those of the version before where the table is not filled anew.
/// </summary>
/// <param name="before">The version to go on from; null to begin with nothing.</param>
sealed class TableLoad(StageDatabase database, Dataset dataset, FinalQuery query, TableVersion target, PublishedTable? before)
{
    FinalFiles _files = new(database, target, query.PartitionKeys);
    int _number = 1;
    Dictionary<string, long>? _freshByFile;

    /// <summary>The data's columns of the version.</summary>
    public IReadOnlyList<Column> Columns { get; private set; } = query.Columns;

    public IReadOnlyList<string> PartitionKeys => _files.PartitionKeys;

    /// <summary>The run's rows that were written.</summary>
    public long Fresh { get; private set; }

    /// <summary>All rows of the version.</summary>
    public long Rows { get; private set; }

    /// <summary>What became of the rows that the table had.</summary>
    public IReadOnlyList<string> Notes { get; private set; } = [];

    /// <param name="isDerived">Whether an author's SQL makes the rows, whose keys nobody has compared.</param>
    /// <exception cref="ProblemException">The rows do not go with those that the table has.</exception>
    public void Write(bool isDerived, CancellationToken cancellationToken)
    {
        var load = LoadStrategy.Of(dataset);
        var key = load.KeyOf(dataset).Select(KeyColumn).ToList();
        if (before is null)
        {
            Rows = Fresh = query.File is { } file ? Share(file) : _files.Write(query.Rows, _number, cancellationToken);
            RequireSingleKeys(isDerived, key);
            return;
        }

        var had = before.Columns.Where(c => !Lineage.IsLineage(c.Name)).ToList();
        Columns = JoinedColumns.Of(dataset.Table, had, query.Columns, c => HasNone(before.Select, c), c => HasNone(query.Rows, c));
        var carried = new CarriedRows(database, before, Columns, _files);
        _number = carried.NextNumber;
        Fresh = _files.Write(query.RowsAs(Columns), _number, cancellationToken);
        RequireSingleKeys(isDerived, key);
        if (Fresh == 0 && before.Rows > 0)
            carried = Unchanged(had);
        var replaced = 0L;
        if (Fresh > 0)
            replaced = load.Join(carried, new(key, FreshKeys(key)), _number + 1, cancellationToken);
        else
            carried.Keep(_number + 1, cancellationToken);
        Rows = before.Rows - replaced + Fresh;
        RequireAll(replaced);
        Notes = [load.Note(dataset.Table, before.Rows - replaced, replaced)];
    }

    /// <returns>The run's rows of each source file.</returns>
    public Dictionary<string, long> CountFresh() => _freshByFile ??= Fresh == 0 ? [] : database.CountByFile(_files.Written(_number));

    long Share(string file)
    {
        _files.Share(file, _number);
        return (_freshByFile = database.CountByFile(_files.Written(_number))).Values.Sum();
    }

    /// <summary>A delivery of which nothing is loaded changes nothing: columns that only it has would be in no file.</summary>
    CarriedRows Unchanged(List<Column> had)
    {
        target.Begin();
        Columns = had;
        _files = new(database, target, before!.PartitionKeys);
        return new(database, before, had, _files);
    }

    Sql FreshKeys(List<string> key)
    {
        var values = Sql.Join(", ", key.Select(k => Sql.From($"{new Identifier(k)}::{TypeOf(k)} AS {new Identifier(k)}")));
        return Sql.From($"SELECT {values} FROM {_files.Written(_number)}");
    }

    Sql TypeOf(string column) => SqlDialect.DuckDb.TypeSql(Columns.First(c => c.Name == column).Type);

    bool HasNone(Sql rows, string column) =>
        database.Connection.Scalar<long>(Sql.From($"SELECT count({new Identifier(column)}) FROM ({rows})")) == 0;

    string KeyColumn(string name) => FinalQuery.Find(query.Columns, name) ?? throw new ProblemException(new Problem(
        "GR3241", ProblemKind.Usage,
        $"The rows of {dataset.Table} are merged by {name}, which is none of its columns: "
            + $"{string.Join(", ", query.Columns.Select(c => c.Name))}.",
        "Nothing was published. Let final.sql select the key's columns."));

    void RequireSingleKeys(bool isDerived, List<string> key)
    {
        if (!isDerived || key.Count == 0 || Fresh == 0)
            return;
        var repeated = database.Connection.Scalar<long>(Sql.From($"SELECT count(*) FROM (SELECT 1 FROM ({FreshKeys(key)}) GROUP BY "
            + $"{Sql.Join(", ", key.Select(k => Sql.From($"{new Identifier(k)}")))} HAVING count(*) > 1)"));
        if (repeated > 0)
        {
            throw new ProblemException(new Problem(
                "GR3242", ProblemKind.Data,
                $"The SQL of the dataset {dataset.Table} makes several rows for {repeated} keys ({string.Join(", ", key)}); "
                    + "which of them to keep is not said.",
                "Nothing was published. Let final.sql give one row for each key."));
        }
    }

    /// <summary>What is in the files now, against what must be.</summary>
    void RequireAll(long replaced)
    {
        var found = Rows == 0 ? 0 : database.Connection.Scalar<long>(Sql.From($"SELECT count(*) FROM {_files.All}"));
        if (found == Rows)
            return;
        throw new ProblemException(new Problem(
            "GR3244", ProblemKind.Defect,
            $"The rows of {dataset.Table} do not add up: it had {before!.Rows}, {replaced} were replaced, {Fresh} came, and "
                + $"there are {found}.",
            "Nothing was published. This is a defect of granary; please report it."));
    }
}
