using Granary.Home.Catalog;
using Granary.Home.Runs;
using Granary.Home.Storage;
using Granary.Home.Tasks;
using Granary.Platform.Catalog;
using Granary.Platform.Runs;
using Granary.Tables.Ledger;
using Granary.Tables.Rejects;

namespace Granary.Home.Queries;

/// <summary>What there is to read of a home, over any connection to its file.</summary>
public sealed class HomeQueries : IRunQueries
{
    readonly HomeFiles _files;
    readonly LocalCatalog _catalog;
    readonly RunRepository _runs;
    readonly ExecutionRepository _executions;
    readonly RejectStore _rejects;
    readonly StageRepository _stages;
    readonly TaskTokenRepository _tokens;

    internal HomeQueries(HomeFiles files, Database database, TimeProvider clock)
    {
        _files = files;
        _catalog = new(database, clock);
        _runs = new(database, clock);
        _executions = new(database, clock);
        _rejects = new(new(files.Buckets), files.Ledger);
        _stages = new(database, _rejects);
        _tokens = new(database, clock);
    }

    /// <summary>The home's folder.</summary>
    public string Path => _files.Path;

    public Task<Page<RunSummary>> ListRunsAsync(PageRequest page, CancellationToken cancellationToken)
    {
        var runs = _runs.Page(page.Token is null ? long.MaxValue : PageTokens.Number(page.Token), page.Size);
        return Task.FromResult<Page<RunSummary>>(
            new([.. runs.Select(Summary)], runs.Count < page.Size ? null : PageTokens.Text(runs[^1].Sequence)));
    }

    public Task<IReadOnlyList<RunSummary>> FindRunsAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<RunSummary>>([.. _runs.Named(name).Select(Summary)]);

    public Task<RunDetails> DetailsAsync(RunSummary run, CancellationToken cancellationToken) => Task.FromResult<RunDetails>(
        new(run, [.. _stages.Of(run.RunId).Select(Summary)], _catalog.PublishedBy(run.RunId)));

    public Task<IReadOnlyList<ExecutionSummary>> ListExecutionsAsync(string runId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ExecutionSummary>>(
            [.. _executions.Of(runId).Select(e => new ExecutionSummary(e.Arn, e.Machine, e.ParentArn, e.ParentEvent))]);

    public Task<Page<RunEvent>> ListEventsAsync(string executionArn, PageRequest page, CancellationToken cancellationToken)
    {
        var events = _executions.Page(executionArn, page.Token is null ? 0 : PageTokens.Number(page.Token), page.Size);
        return Task.FromResult<Page<RunEvent>>(
            new(
                [.. events.Select(e => new RunEvent(e.Id, e.Event.Text))],
                events.Count < page.Size ? null : PageTokens.Text(events[^1].Id)));
    }

    public Task<Page<CatalogTable>> ListTablesAsync(PageRequest page, CancellationToken cancellationToken) =>
        Task.FromResult(PageTokens.After(_catalog.Tables(), t => $"{t.Database}/{t.Name}", page));

    public Task<Page<VersionSummary>> ListVersionsAsync(PageRequest page, CancellationToken cancellationToken) =>
        Task.FromResult(PageTokens.After(
            [.. _catalog.Versions.Kept().Select(Summary)], v => $"{v.Table.Database}/{v.Table.Name}/{v.RunId}", page));

    public Task<Page<RejectSummary>> ListRejectsAsync(string runId, string table, PageRequest page, CancellationToken cancellationToken)
    {
        var (index, skip) = page.Token is null ? (0, 0) : PageTokens.Pair(page.Token);
        using var reading = CatalogReading.Begin(_files, _catalog);
        var stages = _stages.WithRejects(runId).Where(s => s.Table == table).Select(s => s.Stage).ToList();
        var rows = new List<RejectSummary>();
        for (; index < stages.Count; (index, skip) = (index + 1, 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (stage, wanted, before) = (stages[index], page.Size - rows.Count, rows.Count);
            RejectReader.Read(
                _rejects.Of(runId, stage, table), reading.TemporaryFolder,
                row => rows.Add(new(stage, row.File, row.Line, row.Column, row.Raw, row.Code, row.Reason)), skip, wanted);
            if (rows.Count - before == wanted)
                return Task.FromResult<Page<RejectSummary>>(new(rows, PageTokens.Text(index, skip + wanted)));
        }

        return Task.FromResult<Page<RejectSummary>>(new(rows, null));
    }

    public Task<Page<WaitingTask>> ListWaitingTasksAsync(PageRequest page, CancellationToken cancellationToken) =>
        Task.FromResult(PageTokens.After(_tokens.Waiting(), t => t.Token, page));

    /// <summary>Opens the tables for SQL, as they are now or as they were when a run had published.</summary>
    /// <param name="asOf">Null for now.</param>
    /// <exception cref="Granary.Model.ProblemException">The run has published nothing, or nothing of what there was then is
    /// kept.</exception>
    public TableQuery OpenTables(RunSummary? asOf) => TableQuery.Open(
        _files, _catalog, asOf, JournalTables.Of(_runs, _stages, _catalog, _rejects));

    RunSummary Summary(RunRecord run) => run.ToSummary(RunDetail.Of(_files, _runs, run));

    static VersionSummary Summary(CatalogVersion version) => new(
        version.Table, version.RunId, version.PublishedAt, version.Cursor?.Column, version.Cursor?.Value, version.IsCurrent);

    static StageSummary Summary(StageAccount stage) => new(
        stage.Stage, stage.Table, stage.Elapsed, stage.Read, stage.Written, stage.Rejected, stage.Duplicate, stage.Derived,
        [.. stage.Sources.Select(Summary)], stage.Notes);

    static FileSummary Summary(SourceAccount file) => new(
        file.Source.Name, file.Sha256, file.Bytes, file.Records, file.Skipped, file.Read, file.Written, file.Rejected, file.Duplicate);
}
