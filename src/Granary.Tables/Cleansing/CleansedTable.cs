using Granary.DuckDb;
using Granary.Parquet;
using Granary.Tables.Keys;
using Granary.Tables.Rejects;
using Granary.Tables.Stages;
using Granary.Tables.Writing;

namespace Granary.Tables.Cleansing;

/// <summary>The statements that make one version of a cleansed table.</summary>
sealed class CleansedTable
{
    readonly Engine _engine;
    readonly CleansingPlan _plan;
    readonly TableVersion _target;
    readonly StageRun _run;
    readonly Sql _format;
    readonly Sql _typed;

    public CleansedTable(Engine engine, CleansingPlan plan, TableVersion landed, TableVersion target, StageRun run, Sql format)
    {
        (_engine, _plan, _target, _run, _format) = (engine, plan, target, run, format);
        if (plan.Columns.Count > 0)
            engine.Connection.Register("cleanse_row", new CleanseRows(plan));
        var sources = Sql.Join(", ", plan.Columns.Select(c => Sql.From($"{new Identifier(c.Source)}")));

        // A function of the program has at least one argument. A file of no bytes that no dataset describes has no columns, and no rows either.
        var row = plan.Columns.Count > 0 ? Sql.From($"cleanse_row({sources})") : Sql.From($"{{'fault': 0}}");

        // Under names of ours: a file may call a column r.
        var values = plan.Columns.Select((c, i) => Sql.From($"{new Identifier(c.Source)} AS {new Identifier(SourceValue(i))}"));
        var selected = Sql.Join(", ", [Sql.From($"{row} AS r"), .. values, Position]);
        _typed = Sql.From($"SELECT {selected} FROM {Engine.Parquet(landed.Files)}");
    }

    static Sql Position => Sql.From($"{new Identifier(Lineage.SourceFile)}, {new Identifier(Lineage.SourceLine)}");

    static string SourceValue(int column) => $"s{column}";

    Sql Kept => Engine.Parquet(_target.Files);

    /// <returns>The rows that were written.</returns>
    public long WriteGoodRows(CancellationToken cancellationToken)
    {
        var values = Sql.Join(", ", [.. _plan.Columns.Select((c, i) => Sql.From($"r.{new Identifier(CleanseRows.Member(i))} AS {new Identifier(c.Name)}")), Position]);
        var good = Sql.From($"SELECT {values} FROM ({_typed}) WHERE r.fault = 0");
        return ParquetRows.Write(
            _engine.Connection, good, _engine.ColumnsOf(good), [ParquetColumn.Text(Lineage.RunId, _run.RunId), ParquetColumn.Moment(Lineage.ProcessedAt, _run.ProcessedAt)],
            Path.Combine(_target.Folder, "part-00001.parquet"), cancellationToken);
    }

    /// <summary>Reads the table a second time, for the rows that the first left out.</summary>
    public void CollectRejects(RejectFile rejects, RawRecords raw, CancellationToken cancellationToken)
    {
        var value = Sql.Join(" ", _plan.Columns.Select((_, i) => Sql.From($"WHEN {i + 1} THEN {new Identifier(SourceValue(i))}")));
        using var bad = _engine.Connection.Query(
            Sql.From($"""
                SELECT {Position}, r.fault, CASE r.fault {value} END FROM ({_typed}) WHERE r.fault <> 0
                ORDER BY {Position}
                """),
            cancellationToken);
        var batch = new List<FaultyRow>();
        while (bad.ReadRow())
        {
            batch.Add(new((string)bad[0]!, (long)bad[1]!, (int)bad[2]!, bad.GetText(3)));
            if (batch.Count == RawRecords.MostAtOnce)
                Reject(rejects, raw, batch);
        }

        Reject(rejects, raw, batch);
    }

    /// <summary>Of the rows with one key the first by file and line stays; the others move to a folder of their own.</summary>
    /// <returns>The rows that moved, by file.</returns>
    public Dictionary<string, long> SetDuplicatesApart(CancellationToken cancellationToken)
    {
        if (_plan.Key.Count == 0 || !KeyScan.MayRepeat(_engine, _plan.Key, Kept, _run.TemporaryFolder, cancellationToken))
            return [];
        var key = Sql.Join(", ", _plan.Key.Select(k => Sql.From($"{new Identifier(k)}")));
        var connection = _engine.Connection;

        // Grouping takes NULL for equal to NULL, and so does the window below.
        connection.Execute(Sql.From($"CREATE TEMP TABLE repeated AS SELECT {key} FROM {Kept} GROUP BY {key} HAVING count(*) > 1"), cancellationToken);
        if (connection.Scalar<long>(Sql.From($"SELECT count(*) FROM repeated"), cancellationToken) == 0)
            return [];
        var same = Sql.Join(" AND ", _plan.Key.Select(k => Sql.From($"kept.{new Identifier(k)} IS NOT DISTINCT FROM repeated.{new Identifier(k)}")));
        connection.Execute(
            Sql.From($"""
                CREATE TEMP TABLE later AS
                SELECT {Position} FROM {Kept} AS kept SEMI JOIN repeated ON ({same})
                QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY {Position}) > 1
                """),
            cancellationToken);
        Directory.CreateDirectory(_target.DuplicatesFolder);
        connection.Execute(
            Sql.From($"""
                COPY (SELECT kept.* FROM {Kept} AS kept SEMI JOIN later USING ({Position}) ORDER BY {Position})
                TO {Path.Combine(_target.DuplicatesFolder, "duplicates.parquet")} ({_format})
                """),
            cancellationToken);
        RewriteWithout(cancellationToken);
        return _engine.CountByFile(Sql.From($"later"));
    }

    public Dictionary<string, long> CountByFile() => _engine.CountByFile(Kept);

    void RewriteWithout(CancellationToken cancellationToken)
    {
        var all = Path.Combine(_target.Folder, "part-00001.parquet");
        var single = Path.Combine(_run.TemporaryFolder, $"single-{Guid.NewGuid():N}.parquet");
        _engine.Connection.Execute(
            Sql.From($"COPY (SELECT kept.* FROM {Kept} AS kept ANTI JOIN later USING ({Position})) TO {single} ({_format})"), cancellationToken);
        File.Move(single, all, overwrite: true);
    }

    void Reject(RejectFile rejects, RawRecords raw, List<FaultyRow> batch)
    {
        var texts = raw.Of(batch.Select(b => (b.File, b.Line)));
        foreach (var row in batch)
        {
            var column = _plan.Columns[Math.Abs(row.Fault) - 1];
            var (code, reason) = row.Fault < 0
                ? (RejectReason.Missing, $"{column.Name} is required and has no value")
                : (RejectReason.DoesNotFit, Misfit.Reason(column, row.Value ?? ""));
            rejects.Add(new(row.File, row.Line, column.Name, texts[(row.File, row.Line)], code, reason));
        }

        batch.Clear();
    }

    readonly record struct FaultyRow(string File, long Line, int Fault, string? Value);
}
