using Granary.DuckDb;
using Granary.Model.Rules;
using Granary.Parquet;
using Granary.Tables.Rejects;
using Granary.Tables.Rules;
using Granary.Tables.Stages;
using Granary.Tables.Writing;

namespace Granary.Tables.Cleansing;

/// <summary>The statements that make one version of a cleansed table.</summary>
sealed class CleansedTable
{
    readonly StageDatabase _database;
    readonly CleansingPlan _plan;
    readonly TableVersion _target;
    readonly StageRun _run;
    readonly KeptRows _kept;
    readonly IReadOnlyList<(string Name, ScalarType Type)> _columns;
    readonly Sql _typed;
    readonly RowRules _rules;

    public CleansedTable(StageDatabase database, CleansingPlan plan, Sql landed, TableVersion target, StageRun run, KeptRows kept)
    {
        (_database, _plan, _target, _run, _kept) = (database, plan, target, run, kept);
        var cleanse = new CleanseRows(plan);
        if (plan.Columns.Count > 0)
            database.Connection.Register("cleanse_row", cleanse);
        _columns =
        [
            .. plan.Columns.Zip(cleanse.Outputs, (column, output) => (column.Name, output.Type)), (Lineage.SourceFile, DuckDbType.Varchar),
            (Lineage.SourceLine, DuckDbType.BigInt),
        ];
        var sources = Sql.Join(", ", plan.Columns.Select(c => Sql.From($"{new Identifier(c.Source)}")));

        // A function of the program has at least one argument. A file of no bytes that no dataset describes has no columns, and no rows
        // either.
        var row = plan.Columns.Count > 0 ? Sql.From($"cleanse_row({sources})") : Sql.From($"{{'fault': 0}}");

        // Under names of ours: a file may call a column r.
        var values = plan.Columns.Select((c, i) => Sql.From($"{new Identifier(c.Source)} AS {new Identifier(SourceValue(i))}"));
        var selected = Sql.Join(", ", [Sql.From($"{row} AS r"), .. values, Position]);
        _typed = Sql.From($"SELECT {selected} FROM {landed}");
        _rules = new(
            plan.Rules, column => Sql.From($"r.{new Identifier(CleanseRows.Member(PositionOf(column)))}"),
            column => Sql.From($"{new Identifier(SourceValue(PositionOf(column)))}"));
    }

    static Sql Position => Sql.From($"{new Identifier(Lineage.SourceFile)}, {new Identifier(Lineage.SourceLine)}");

    static string SourceValue(int column) => $"s{column}";

    int PositionOf(string column) => _plan.Columns.Select(c => c.Name).ToList().IndexOf(column);

    /// <summary>The rows that are kept, with their values.</summary>
    public Sql GoodRows
    {
        get
        {
            var values = Sql.Join(
                ", ",
                [
                    .. _plan.Columns.Select((c, i) => Sql.From($"r.{new Identifier(CleanseRows.Member(i))} AS {new Identifier(c.Name)}")),
                    Position,
                ]);
            return Sql.From($"SELECT {values} FROM ({_typed}) WHERE r.fault = 0 AND {_rules.Hold}");
        }
    }

    /// <returns>The rows that were written.</returns>
    public long WriteGoodRows(CancellationToken cancellationToken) =>
        ParquetRows.Write(
            _database.Connection, GoodRows, _columns,
            [ParquetColumn.Text(Lineage.RunId, _run.RunId), ParquetColumn.Moment(Lineage.ProcessedAt, _run.ProcessedAt)],
            Path.Combine(_target.Folder, "part-00001.parquet"), cancellationToken);

    /// <summary>Reads the table a second time, for the rows that the first left out.</summary>
    public void CollectRejects(RejectFile rejects, RawRecords raw, CancellationToken cancellationToken)
    {
        var value = Sql.Join(" ", _plan.Columns.Select((_, i) => Sql.From($"WHEN {i + 1} THEN {new Identifier(SourceValue(i))}")));
        var texts = _rules.Texts;
        var selected = Sql.Join(
            ", ", [Position, Sql.From($"r.fault"), Sql.From($"CASE r.fault {value} END"), Sql.From($"broken"), .. texts]);
        using var bad = _database.Connection.Query(
            Sql.From($"""
                SELECT {selected} FROM (SELECT *, {_rules.Broken} AS broken FROM ({_typed})) WHERE r.fault <> 0 OR broken <> 0
                ORDER BY {Position}
                """),
            cancellationToken);
        var batch = new List<FaultyRow>();
        while (bad.ReadRow())
        {
            batch.Add(
                new(
                    (string)bad[0]!, (long)bad[1]!, (int)bad[2]!, bad.GetText(3), (int)bad[4]!,
                    [.. texts.Select((_, i) => bad.GetText(5 + i))]));
            if (batch.Count == RawRecords.MostAtOnce)
                Reject(rejects, raw, batch);
        }

        Reject(rejects, raw, batch);
    }

    /// <summary>Rejects what breaks rules that look at several rows, each checked on the rows that the one before left.</summary>
    public void CollectRejects(BrokenRules broken, RejectFile rejects, RawRecords raw, CancellationToken cancellationToken)
    {
        foreach (var rule in _plan.Rules.SetRejects.Where(r => broken.MayBreak(r, cancellationToken)))
        {
            _database.Connection.Execute(Sql.From($"CREATE OR REPLACE TEMP TABLE broken AS {broken.RowsOf(rule)}"), cancellationToken);
            if (_database.Connection.Scalar<long>(Sql.From($"SELECT count(*) FROM broken"), cancellationToken) == 0)
                continue;
            var batch = new List<(BrokenRow Row, string? First)>();
            using (var bad = _database.Connection.Query(Sql.From($"SELECT * FROM broken ORDER BY {Position}"), cancellationToken))
            {
                while (bad.ReadRow())
                {
                    batch.Add((broken.Row(rule, bad), rule is Rule.Unique ? bad.GetText(bad.Columns.Count - 1) : null));
                    if (batch.Count == RawRecords.MostAtOnce)
                        Reject(rule, rejects, raw, batch);
                }
            }

            Reject(rule, rejects, raw, batch);
            _kept.Remove(Sql.From($"broken"), cancellationToken);
        }
    }

    public Dictionary<string, long> CountByFile() => _database.CountByFile(_kept.Rows);

    void Reject(RejectFile rejects, RawRecords raw, List<FaultyRow> batch)
    {
        var texts = raw.Of(batch.Select(b => (b.File, b.Line)));
        foreach (var row in batch)
        {
            if (row.Fault == 0)
            {
                rejects.Add(Broken(_rules.RuleOf(row.Rule), row.File, row.Line, texts[(row.File, row.Line)], row.Texts, null));
                continue;
            }

            var column = _plan.Columns[Math.Abs(row.Fault) - 1];
            var (code, reason) = row.Fault < 0
                ? (RejectReason.Missing, $"{column.Name} is required and has no value")
                : (RejectReason.DoesNotFit, CastError.Reason(column, row.Value ?? ""));
            rejects.Add(new(row.File, row.Line, column.Name, texts[(row.File, row.Line)], code, reason));
        }

        batch.Clear();
    }

    void Reject(Rule rule, RejectFile rejects, RawRecords raw, List<(BrokenRow Row, string? First)> batch)
    {
        var texts = raw.Of(batch.Select(b => (b.Row.File, b.Row.Line)));
        foreach (var (row, first) in batch)
            rejects.Add(Broken(rule, row.File, row.Line, texts[(row.File, row.Line)], row.Values, first));
        batch.Clear();
    }

    RejectedRow Broken(Rule rule, string file, long line, string raw, IReadOnlyList<string?> values, string? first) =>
        new(file, line, _plan.Rules.ColumnsOf(rule)[0], raw, RuleWords.Code(rule), new RuleWords(_plan.Rules).Reason(rule, values, first));

    readonly record struct FaultyRow(string File, long Line, int Fault, string? Value, int Rule, IReadOnlyList<string?> Texts);
}
