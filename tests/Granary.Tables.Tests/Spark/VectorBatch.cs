using System.Text.Json;
using Granary.Model.Datasets;
using Granary.Model.Rules;
using Granary.Tables.Cleansing;
using Granary.Tables.Rules;
using Granary.Tables.Spark;
using Granary.Tables.Tests.Stages;

namespace Granary.Tables.Tests.Spark;

/// <summary>
/// Many tables of vectors side by side in one: each has its own columns, which are empty in the rows of the others. Planning and writing a
/// table costs Spark a second; so they share it. What comes out is parted again.
/// </summary>
sealed class VectorBatch(IReadOnlyList<VectorTable> tables) : IDisposable
{
    static readonly SparkRun Run = new("job-1", StageScene.Now);

    readonly TemporaryFolder _folder = new();

    public IReadOnlyList<VectorTable> Tables => tables;

    /// <summary>Puts the landed rows of all tables together.</summary>
    public IReadOnlyList<SparkPlan> Stages()
    {
        Directory.CreateDirectory(Path("landed"));
        StageScene.Query(
            $"COPY ({string.Join(" UNION ALL BY NAME ", tables.Select(Landed))}) TO '{Path("landed")}/part-00001.parquet' (FORMAT parquet)"
        );
        var plan = new CleansingPlan(
            [
                .. tables.SelectMany((t, k) => t.Plan.Columns.Select((c, i) => c with { Source = Name(k, i), Name = Name(k, i) })),
                .. tables.Index().Where(t => HasRules(t.Item)).Select(t => Mark(t.Index)),
            ],
            [], [])
        {
            Rules = Rules(),
        };
        var final = new FinalOnSpark(
            Dataset.Default("t"),
            new Dictionary<string, SparkTable>(StringComparer.Ordinal) { ["t"] = new(plan, SparkSubmit.Url(Path("cleansed"))) }, null,
            _folder.Path);
        return
        [
            CleansedOnSpark.Plan(
                "t", plan, SparkSubmit.Url(Path("landed")), SparkSubmit.Url(Path("cleansed")), SparkSubmit.Url(Path("input")), Run),
            final.Plan(SparkSubmit.Url(Path("final")), Run),
        ];
    }

    /// <summary>Gives each table its rows, rejects and numbers.</summary>
    /// <returns>The results of both stages for each of the tables.</returns>
    public IReadOnlyList<IReadOnlyList<SparkResult>> Part(IReadOnlyList<SparkResult> results)
    {
        foreach (var result in results)
            result.RequireSuccess();
        return
        [
            .. tables.Select(
                (table, k) =>
                {
                    var columns = table.Plan.Columns.Select((c, i) => $"\"{Name(k, i)}\" AS \"{c.Name}\"");
                    Copy(
                        k, $"{Path("final")}/*.parquet", $"{string.Join(", ", columns)}, {File(k, "_source_file")}, _source_line",
                        "_source_file", $"{table.Scene.Final().Folder}/part.parquet");
                    var names = string.Join(" ", table.Plan.Columns.Select((c, i) => $"WHEN '{Name(k, i)}' THEN '{c.Name}'"));
                    if (Directory.Exists(Path("cleansed/_rejects")))
                        Copy(
                            k, $"{Path("cleansed")}/_rejects/*.parquet",
                            $"{File(k, "file")}, line, CASE \"column\" {names} END AS \"column\", code", "file",
                            $"{table.Scene.Cleansed().Folder}/_rejects/rejects.parquet");
                    return (IReadOnlyList<SparkResult>)[.. results.Select(r => Of(r, $"{k}/"))];
                }),
        ];
    }

    public void Dispose() => _folder.Dispose();

    static bool HasRules(VectorTable table) => table.Plan.Rules.Rules.Count > 0;

    /// <summary>A column with a value in a table's own rows alone.</summary>
    static ColumnPlan Mark(int table) => new($"t{table}", $"t{table}", new ColumnType.String(), [], Grouped: false, [], Required: false);

    /// <summary>Rules of all tables, each of which holds for the rows of the others.</summary>
    TableRules Rules()
    {
        var rules = new List<Rule>();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (k, table) in tables.Index().Where(t => HasRules(t.Item)))
        {
            names[$"t{k}"] = $"t{k}";
            foreach (var (name, column) in table.Plan.Rules.Names)
                names[$"t{k} {name}"] = Name(k, table.Plan.Columns.Index().First(c => c.Item.Name == column).Index);
            rules.AddRange(table.Plan.Rules.RowRejects.Select(rule => rule with
            {
                Columns = [.. rule.Columns.Select(c => $"t{k} {c}")],
                Condition = new Expression.Any(
                [
                    new Expression.IsNull(new Expression.Column($"t{k}", new ColumnType.String())),
                    Renamed(rule.Condition, c => $"t{k} {c}"),
                ]),
            }));
        }

        return new(rules, names);
    }

    static Expression Renamed(Expression expression, Func<string, string> name)
    {
        return expression switch
        {
            Expression.Column e => e with { Name = name(e.Name) },
            Expression.Widened e => e with { Operand = Of(e.Operand) },
            Expression.Comparison e => e with { Left = Of(e.Left), Right = Of(e.Right) },
            Expression.Arithmetic e => e with { Left = Of(e.Left), Right = Of(e.Right) },
            Expression.Negation e => e with { Operand = Of(e.Operand) },
            Expression.DaysBetween e => e with { Later = Of(e.Later), Earlier = Of(e.Earlier) },
            Expression.All e => e with { Parts = [.. e.Parts.Select(Of)] },
            Expression.Any e => e with { Parts = [.. e.Parts.Select(Of)] },
            Expression.Not e => e with { Operand = Of(e.Operand) },
            Expression.IsNull e => e with { Operand = Of(e.Operand) },
            Expression.In e => e with { Operand = Of(e.Operand), Items = [.. e.Items.Select(Of)] },
            Expression.Like e => e with { Operand = Of(e.Operand) },
            Expression.Matches e => e with { Operand = Of(e.Operand) },
            Expression.Length e => e with { Operand = Of(e.Operand) },
            Expression.LetterCase e => e with { Operand = Of(e.Operand) },
            Expression.Absolute e => e with { Operand = Of(e.Operand) },
            Expression.Coalesce e => e with { Parts = [.. e.Parts.Select(Of)] },
            _ => expression,
        };

        Expression Of(Expression part) => Renamed(part, name);
    }

    static string Landed(VectorTable table, int k)
    {
        var columns = table.Plan.Columns.Select(
            (c, i) => $"\"{c.Source.Replace("\"", "\"\"", StringComparison.Ordinal)}\" AS \"{Name(k, i)}\"");
        var mark = HasRules(table) ? $", 'x' AS t{k}" : "";
        return $"SELECT {string.Join(", ", columns)}{mark}, '{k}/' || _source_file AS _source_file, _source_line, _run_id, "
            + "processed_at_utc "
            + $"FROM read_parquet('{table.Scene.Landed().Files}', hive_partitioning = false)";
    }

    static SparkResult Of(SparkResult result, string prefix) =>
        result with
        {
            Collected = result.Collected.ToDictionary(
                c => c.Key,
                c =>
                    (IReadOnlyList<IReadOnlyDictionary<string, JsonElement>>)
                        [
                            .. c
                                .Value.Where(row => row["file"].GetString()!.StartsWith(prefix, StringComparison.Ordinal))
                                .Select(row => new Dictionary<string, JsonElement>(row, StringComparer.Ordinal)
                                {
                                    ["file"] = JsonSerializer.SerializeToElement(row["file"].GetString()![prefix.Length..]),
                                }),
                        ],
                StringComparer.Ordinal),
        };

    static void Copy(int k, string from, string columns, string file, string to)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(to)!);
        StageScene.Query(
            $"COPY (SELECT {columns} FROM read_parquet('{from}', hive_partitioning = false) WHERE starts_with({file}, '{k}/')) "
            + $"TO '{to}' (FORMAT parquet)");
    }

    static string File(int k, string column) => $"substr({column}, {$"{k}/".Length + 1}) AS {column}";

    static string Name(int table, int column) => $"t{table}c{column}";

    string Path(string name) => System.IO.Path.Combine(_folder.Path, name);
}
