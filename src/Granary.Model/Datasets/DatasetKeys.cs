using Granary.Model.Shapes;

namespace Granary.Model.Datasets;

/// <summary>The keys at the root of a dataset file, and below <c>final</c>.</summary>
static class DatasetKeys
{
    static readonly ListShape<string> ColumnList = new(new TextShape());

    static readonly Key<DatasetSource> Source = new("source", SourceKeys.Shape,
        "The files of the table and how they are written. Left out: <table>.* and the folder <table>/, as UTF-8 with a header.");

    static readonly Key<IReadOnlyList<ColumnItem>> Columns = new("columns", new ListShape<ColumnItem>(ColumnKeys.Shape),
        "What is known of columns. The type of a column that is not named here is inferred from all of its values.");

    static readonly Key<IReadOnlyList<string>> Key = new("key", ColumnList,
        "The columns that tell rows apart. Of rows with the same key one is kept, which keep chooses; no value equals no value.");

    static readonly Key<IReadOnlyList<RuleItem>> Rules = new("rules", new ListShape<RuleItem>(RuleKeys.Item),
        "What must hold besides what the columns say: conditions on a row, rules with a severity or a name, references, row counts, "
            + "freshness.");

    static readonly Key<OnEmpty> WhenEmpty = new("onEmpty",
        new ChoiceShape<OnEmpty>(DatasetCodes.NoChoice, ("fail", OnEmpty.Fail), ("allow", OnEmpty.Allow)),
        "What a source without rows means: \"fail\", the run fails, which is also so when this is left out; or \"allow\", the table "
            + "becomes empty.");

    static readonly Key<DriftMode> Drift = new(
        "drift",
        new ChoiceShape<DriftMode>(
            DatasetCodes.NoChoice, ("evolve", DriftMode.Evolve), ("freeze", DriftMode.Freeze), ("quarantine", DriftMode.Quarantine)),
        "What other columns than those of the published version mean: \"evolve\", the table takes them, which is also so when this is "
            + "left out; \"freeze\", the run fails; \"quarantine\", what does not fit is rejected."
    );

    static readonly Key<string> Sql = new("sql", new SqlShape(),
        "The query that makes the final table, or the path of a .sql file below the project's folder.");

    static readonly Key<IReadOnlyList<string>> PartitionBy = new("partitionBy", ColumnList,
        "The columns whose values become folders of the final table, outermost first.");

    static readonly Key<DatasetFinal> Final = new(
        "final",
        new ObjectShape<DatasetFinal>(
            new(Sql, PartitionBy), reader => new() { Sql = reader.Find(Sql), PartitionBy = reader.Find(PartitionBy) ?? [] }),
        "How the final table is made from the cleansed one. Left out: row by row, without partitions.");

    public static readonly ObjectShape<Dataset> Shape = new(
        new([Source, Columns, Key, KeepKeys.Keep, Rules, WhenEmpty, Drift, .. LoadKeys.All, Final]), Make);

    static Dataset Make(ObjectReader reader)
    {
        var columns = reader.Find(Columns) ?? [];
        var key = reader.Find(Key) ?? [];
        var rules = reader.Find(Rules) ?? [];
        var load = LoadKeys.Read(reader, key, [.. columns.Select(c => c.Column)]);
        var made = new Dataset
        {
            Table = "",
            Source = reader.Find(Source) ?? new() { Files = [] },
            Columns = [.. columns.Select(c => c.Column)],
            Key = key,
            Keep = KeepKeys.Read(reader, hasKey: key.Count > 0, load.Cursor),
            OnEmpty = reader.Find(WhenEmpty),
            Drift = reader.Find(Drift),
            Load = load,
            Versions = LoadKeys.ReadVersions(reader),
            Final = reader.Find(Final),
        };
        new ColumnRules(
            reader,
            source: SourceKeys.ColumnsIn(reader.Source(Source)),
            declared: ColumnMention.InEach(reader.Source(Columns), "name"),
            key: ColumnMention.In(reader.Source(Key)),
            partitionBy: made.Final?.Sql is null ? ColumnMention.In(reader.Source(Final), "partitionBy") : [])
        {
            Keep = KeepKeys.ColumnsIn(reader.Source(KeepKeys.Keep)),
            Rules = [.. RuleKeys.ColumnsIn(reader.Source(Rules))],
        }.Check(hasHeader: made.Source.Header);

        // One column that cannot be read is no reason to be silent about rules on the others.
        var readable = reader.Has(Columns) && columns.Count == 0 ? ColumnKeys.Readable(reader.Source(Columns)) : columns;
        var unsure = ColumnMention
            .InEach(reader.Source(Columns), "name")
            .Select(m => m.Name)
            .Except(readable.Select(c => c.Column.Name), StringComparer.Ordinal);
        return made with
        {
            Rules = new RuleResolver(reader, [.. readable.Select(c => c.Column)], [.. unsure], key).Resolve(columns, rules),
        };
    }
}
