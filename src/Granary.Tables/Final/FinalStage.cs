using Granary.DuckDb;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Ledger;
using Granary.Tables.Stages;

namespace Granary.Tables.Final;

/// <summary>What the final stage made of one table.</summary>
/// <param name="Columns">The data's columns, name and type in the words of dataset files.</param>
public sealed record FinalTable(
    StageAccount Account,
    long Rows,
    IReadOnlyList<(string Name, string Type)> Columns,
    IReadOnlyList<(string Name, string Type)> Lineage,
    IReadOnlyList<string> PartitionKeys);

/// <summary>The curated table: the cleansed rows as they are, or what an author's SQL makes of them.</summary>
public sealed class FinalStage(StageRun run)
{
    public const string Name = "final";

    /// <param name="cleansed">Every cleansed table of the run by name: the author's SQL may read them all.</param>
    /// <param name="sql">The author's SELECT, or null for the cleansed rows themselves.</param>
    /// <exception cref="ProblemException">The SQL cannot be run, or a row is unaccounted for.</exception>
    public FinalTable Run(
        Dataset dataset, IReadOnlyDictionary<string, TableVersion> cleansed, string? sql, TableVersion target, CancellationToken cancellationToken)
    {
        var started = run.Clock.GetTimestamp();
        var source = cleansed[dataset.Table];
        var before = AccountFile.Read(source);
        using var engine = Engine.Start(run.TemporaryFolder);
        try
        {
            var query = FinalQuery.Of(engine, dataset, cleansed, sql, run);
            target.Begin();
            var rows = engine.Connection.Execute(query.CopyTo(target), cancellationToken);
            run.OnRows(rows);
            var files = sql is null ? Accounts(engine, query, before, target, rows) : [];
            var account = new StageAccount(Name, dataset.Table, target.Address, run.Clock.GetElapsedTime(started), sql is null ? null : rows, files, []);
            account.RequireBalance();
            AccountFile.Write(target, account);
            return new(account, rows, query.Columns, query.LineageColumns, query.PartitionKeys);
        }
        catch (DuckDbException e) when (sql is not null)
        {
            throw new ProblemException(new Problem(
                "GR3007", $"The SQL of the dataset {dataset.Table} failed: {e.Message}", "Nothing was published. Mend final.sql in the dataset file."), e);
        }
    }

    static List<FileAccount> Accounts(Engine engine, FinalQuery query, StageAccount before, TableVersion target, long rows)
    {
        var written = rows == 0 ? [] : engine.CountByFile(query.Written(target));
        return [.. before.Files.Select(f => new FileAccount(
            f.Path, f.Sha256, f.Bytes, f.Written, Skipped: 0, f.Written, written.GetValueOrDefault(f.Path), Rejected: 0, Duplicate: 0))];
    }
}
