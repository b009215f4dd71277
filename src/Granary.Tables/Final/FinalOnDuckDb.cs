using Granary.DuckDb;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Drift;
using Granary.Tables.Ledger;
using Granary.Tables.Loading;
using Granary.Tables.Stages;

namespace Granary.Tables.Final;

/// <summary>
/// The curated table: the cleansed rows as they are, or what an author's SQL makes of them, alone or with those of earlier runs.
/// </summary>
public sealed class FinalOnDuckDb(StageRun run)
{
    /// <param name="cleansed">Every cleansed table of the run by name: the author's SQL may read them all.</param>
    /// <param name="sql">The author's SELECT, or null for the cleansed rows themselves.</param>
    /// <param name="before">What the table holds; null when nobody has published it yet. Not looked at when the dataset replaces all
    /// rows.</param>
    /// <exception cref="ProblemException">The SQL cannot be run, the rows do not go with those that the table has, or a row is unaccounted
    /// for.</exception>
    public FinalTable Run(
        Dataset dataset,
        IReadOnlyDictionary<string, TableVersion> cleansed,
        string? sql,
        TableVersion target,
        LoadedBefore? before,
        CancellationToken cancellationToken)
    {
        var started = run.Clock.GetTimestamp();
        var source = cleansed[dataset.Table];
        var account = AccountFile.Read(source);
        using var database = run.StartDatabase();
        try
        {
            target.Begin();
            var newRows = NewRows.Of(database, dataset, FinalQuery.Cleansed(source), account, before);
            var query = FinalQuery.Of(database, dataset, cleansed, sql, newRows, run);
            var load = new TableLoad(database, dataset, query, target, LoadStrategy.Of(dataset).KeepsRows ? before?.Table : null);
            load.Write(sql is not null, cancellationToken);
            run.OnRows(load.Fresh);
            var late = SetLateRowsApart(database, newRows, source, target, cancellationToken);
            var files = sql is null ? Accounts(account, load.CountFresh(), newRows, late) : [];
            var final = new StageAccount(
                FinalStage.Name,
                dataset.Table,
                target.Address,
                run.Clock.GetElapsedTime(started),
                sql is null ? null : load.Fresh,
                files,
                [.. Notes(account, newRows, late), .. load.Notes]);
            final.RequireBalance();
            AccountFile.Write(target, final);
            WrittenSchema.Read(source)?.Write(target);

            return new(final, load.Rows, load.Columns, FinalQuery.LineageColumns, load.PartitionKeys)
            {
                Cursor = newRows.After(database, FinalQuery.Cleansed(source)),
                Loaded = LoadedFile.In(account.Sources.Where(f => !newRows.Known.ContainsKey(f.Source.Name))),
            };
        }
        catch (DuckDbException e) when (sql is not null)
        {
            throw new ProblemException(
                new Problem(
                    "GR3007", ProblemKind.Usage, $"The SQL of the dataset {dataset.Table} failed: {e.Message}",
                    "Nothing was published. Fix final.sql in the dataset file."),
                e);
        }
    }

    /// <summary>
    /// Rows at or below the cursor may have been loaded, or may have come too late: nobody can tell, so that they are kept where they can
    /// be found.
    /// </summary>
    /// <returns>How many of each file.</returns>
    static Dictionary<string, long> SetLateRowsApart(
        StageDatabase database, NewRows newRows, TableVersion cleansed, TableVersion target, CancellationToken cancellationToken)
    {
        if (newRows.LateIn(FinalQuery.Cleansed(cleansed)) is not { } late)
            return [];
        var counts = database.CountByFile(Sql.From($"({late})"));
        if (counts.Count == 0)
            return counts;
        Directory.CreateDirectory(target.DuplicatesFolder);
        database.Connection.Execute(
            Sql.From($"COPY ({late}) TO {Path.Combine(target.DuplicatesFolder, "duplicates.parquet")} (FORMAT parquet, COMPRESSION zstd, "
                + $"WRITE_BLOOM_FILTER false)"), cancellationToken);
        return counts;
    }

    static List<SourceAccount> Accounts(
        StageAccount before, Dictionary<string, long> written, NewRows newRows, Dictionary<string, long> late) =>
        [
            .. before.Sources.Select(f =>
                f.Next(
                    written.GetValueOrDefault(f.Source.Name), rejected: 0,
                    newRows.Known.ContainsKey(f.Source.Name) ? f.Written : late.GetValueOrDefault(f.Source.Name))),
        ];

    static IEnumerable<string> Notes(StageAccount before, NewRows newRows, Dictionary<string, long> late)
    {
        foreach (var note in LoadedFiles.Notes(before, newRows.Known))
            yield return note;
        if (late.Count > 0)
            yield return $"{late.Values.Sum()} rows of {before.Table} are at or below the cursor {newRows.Cursor!.Name} = "
                + $"{newRows.Reached} and were not loaded; they are in _duplicates.";
    }
}
