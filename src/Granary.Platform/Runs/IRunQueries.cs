using Granary.Platform.Catalog;

namespace Granary.Platform.Runs;

/// <summary>What the command line and the console read of a home. Reading changes nothing there.</summary>
/// <remarks>Every list is read in pages; what is added meanwhile is on a page that was not read yet, or on none.</remarks>
public interface IRunQueries
{
    /// <returns>All runs, the newest first.</returns>
    Task<Page<RunSummary>> ListRunsAsync(PageRequest page, CancellationToken cancellationToken);

    /// <param name="name">A run's id, its execution's ARN or its job id; a beginning of an id; <c>@last</c> or
    /// <c>@last-failed</c>.</param>
    /// <returns>No run, the run, or all runs whose id begins so, the newest first.</returns>
    Task<IReadOnlyList<RunSummary>> FindRunsAsync(string name, CancellationToken cancellationToken);

    /// <summary>Reads what a run has done.</summary>
    /// <param name="run">As a list has it.</param>
    Task<RunDetails> DetailsAsync(RunSummary run, CancellationToken cancellationToken);

    /// <returns>The executions of a run: its own first, its children in the order they were started.</returns>
    Task<IReadOnlyList<ExecutionSummary>> ListExecutionsAsync(string runId, CancellationToken cancellationToken);

    /// <returns>The events of an execution, the oldest first.</returns>
    Task<Page<RunEvent>> ListEventsAsync(string executionArn, PageRequest page, CancellationToken cancellationToken);

    /// <returns>The tables that readers see, by database and name.</returns>
    Task<Page<CatalogTable>> ListTablesAsync(PageRequest page, CancellationToken cancellationToken);

    /// <returns>The versions that are kept, by database and table, the newest first.</returns>
    Task<Page<VersionSummary>> ListVersionsAsync(PageRequest page, CancellationToken cancellationToken);

    /// <returns>The rejected rows of a run and table, by stage, file and line. Empty also when they are no longer kept.</returns>
    Task<Page<RejectSummary>> ListRejectsAsync(string runId, string table, PageRequest page, CancellationToken cancellationToken);

    /// <returns>The tasks that wait for a person or a worker, the oldest first.</returns>
    Task<Page<WaitingTask>> ListWaitingTasksAsync(PageRequest page, CancellationToken cancellationToken);
}
