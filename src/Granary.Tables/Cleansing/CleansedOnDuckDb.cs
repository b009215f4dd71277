using Granary.DuckDb;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Ledger;
using Granary.Tables.Loading;
using Granary.Tables.Plans;
using Granary.Tables.Rejects;
using Granary.Tables.Rules;
using Granary.Tables.Stages;

namespace Granary.Tables.Cleansing;

/// <summary>
/// Text to typed columns: trimmed, NULL where the dataset says so, what does not fit rejected, repeated keys kept apart.
/// </summary>
public sealed class CleansedOnDuckDb(StageRun run)
{
    /// <summary>The tables that rules refer to, by name; null for one that is not there.</summary>
    public Func<string, ReferencedTable?> Tables { get; init; } = _ => null;

    /// <summary>
    /// The files whose rows the final table has already, by path, and what to say of each: their rows are duplicates, and none of them is
    /// looked at.
    /// </summary>
    public IReadOnlyDictionary<string, string> Known { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <param name="landed">The landed version of the same run.</param>
    /// <param name="pathOf">From a file's name below the input prefix to its path; asked for only to show rejected rows as they are in
    /// the file.</param>
    /// <exception cref="ProblemException">A row is unaccounted for, or the landed version is not there.</exception>
    public StageAccount Run(
        Dataset dataset, TableVersion landed, TableVersion target, Func<string, string> pathOf, CancellationToken cancellationToken)
    {
        var started = run.Clock.GetTimestamp();
        var before = AccountFile.Read(landed);
        using var database = run.StartDatabase();
        var columns = database.Connection.ColumnsOf(Sql.From($"SELECT * FROM {StageDatabase.Parquet(landed.Files)}"))
            .Select(c => c.Name).Where(c => !Lineage.IsLineage(c)).ToList();
        var (landedRows, known) = (LandedRows(landed), before.Sources.Where(f => Known.ContainsKey(f.Source.Name)).Sum(f => f.Written));
        var plan = CleansingPlan.Of(
            dataset, columns, ColumnsFile.Read(landed), () => LandedEvidence.Read(database, landedRows, columns, cancellationToken),
            run.Written);
        target.Begin();
        var rows = new KeptRows(database, target, run);
        var table = new CleansedTable(database, plan, landedRows, target, run, rows);

        var kept = table.WriteGoodRows(cancellationToken);
        run.OnRows(before.Written);
        using var rejects = RejectFile.In(database);
        var raw = new RawRecords(before.Sources.Select(s => s.Source), pathOf, dataset.Source, run.TemporaryFolder);
        if (kept < before.Written - known)
            table.CollectRejects(rejects, raw, cancellationToken);
        var repeated = new Duplicates(database, plan, rows, target, run);
        var duplicates = repeated.SetApart(cancellationToken);
        var broken = new BrokenRules(database, plan, dataset.Table, rows.Rows, Tables);
        table.CollectRejects(broken, rejects, raw, cancellationToken);
        rejects.WriteTo(target.RejectsFolder);
        var finished = new FinishedTableRules(database, plan.Rules, dataset.Table, rows.Rows, broken, run.StartedAt);
        var ruleNotes = finished.Check(cancellationToken);
        var written = table.CountByFile();

        var files = before
            .Sources.Select(f =>
                f.Next(
                    written.GetValueOrDefault(f.Source.Name), rejects.Count(f.Source.Name),
                    Known.ContainsKey(f.Source.Name) ? f.Written : duplicates.GetValueOrDefault(f.Source.Name)))
            .ToList();
        var account = new StageAccount(
            CleansedStage.Name, dataset.Table, target.Address, run.Clock.GetElapsedTime(started), null, files,
            [
                .. plan.Notes, .. repeated.Note is { } note ? [note] : Array.Empty<string>(), .. ruleNotes,
                .. LoadedFiles.Notes(before, Known),
            ]);
        account.RequireBalance();
        WrittenDataset.Write(target, dataset, plan);
        plan.Schema.Write(target);
        AccountFile.Write(target, account);
        return account;
    }

    /// <summary>What to select from, without the known files.</summary>
    Sql LandedRows(TableVersion landed) => Known.Count == 0
        ? StageDatabase.Parquet(landed.Files)
        : Sql.From(
            $"""
            (SELECT * FROM {StageDatabase.Parquet(landed.Files)}
            WHERE {new Identifier(Lineage.SourceFile)} NOT IN ({Sql.Join(", ", Known.Keys.Select(k => Sql.From($"{k}")))}))
            """);
}
