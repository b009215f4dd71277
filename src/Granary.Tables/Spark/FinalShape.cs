using Granary.DuckDb;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Cleansing;
using Granary.Tables.Dialects;
using Granary.Tables.Final;
using Granary.Tables.Stages;

namespace Granary.Tables.Spark;

/// <summary>
/// The columns of a final table, found out before there is a row: an author's query is asked for them on empty tables, by the engine that
/// its dialect is of.
/// </summary>
/// <param name="All">What the query gives, lineage included.</param>
/// <param name="Data">Without the lineage, with the types of dataset files.</param>
sealed record FinalShape(IReadOnlyList<string> All, IReadOnlyList<Column> Data, IReadOnlyList<string> PartitionKeys)
{

    /// <exception cref="ProblemException">The query cannot be run, or gives what a table cannot have.</exception>
    public static FinalShape Of(Dataset dataset, IReadOnlyDictionary<string, CleansingPlan> cleansed, string? sql, string temporaryFolder)
    {
        var own = cleansed[dataset.Table].Columns.Select(c => new Column(c.Name, c.Type)).ToList();
        var all = sql is null ? [.. own.Select(c => c.Name), .. Lineage.All] : own.Select(c => c.Name).ToList();
        if (sql is not null)
            (all, own) = Asked(dataset, cleansed, sql, temporaryFolder);
        return new(
            all, own,
            [.. (dataset.Final?.PartitionBy ?? []).Select(k => FinalQuery.Find(own, k) ?? throw FinalQuery.NoSuchKey(dataset, own, k))]);
    }

    static (List<string> All, List<Column> Data) Asked(
        Dataset dataset, IReadOnlyDictionary<string, CleansingPlan> cleansed, string sql, string temporaryFolder)
    {
        using var database = StageDatabase.Start(temporaryFolder);
        try
        {
            foreach (var (name, plan) in cleansed)
                database.Connection.Execute(Sql.From($"CREATE VIEW {new Identifier(name)} AS {Empty(plan)}"));
            database.Connection.Execute(Sql.From($"CREATE OR REPLACE VIEW cleansed AS {Empty(cleansed[dataset.Table])}"));
            database.Connection.Execute(Sql.From($"CREATE VIEW {new Identifier("granary final")} AS {Sql.Trusted(sql)}"));
            var columns = database.Connection.ColumnsOf(Sql.From($"SELECT * FROM {new Identifier("granary final")}"));
            return (
                [.. columns.Select(c => c.Name)],
                [
                    .. columns
                        .Where(c => !Lineage.IsLineage(c.Name))
                        .Select(c => DuckDbDialect.ColumnOf(dataset.Table, c)),
                ]);
        }
        catch (DuckDbException e)
        {
            throw new ProblemException(
                new Problem(
                    "GR3007", ProblemKind.Usage, $"The SQL of the dataset {dataset.Table} failed: {e.Message}",
                    "Nothing was published. Fix final.sql in the dataset file."),
                e);
        }
    }

    static Sql Empty(CleansingPlan plan)
    {
        var columns = plan.Columns.Select(c => new Column(c.Name, c.Type)).Concat(FinalQuery.LineageColumns);
        return Sql.From($"SELECT {Sql.Join(", ", columns.Select(SqlDialect.DuckDb.Null))} WHERE false");
    }
}
