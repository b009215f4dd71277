using Granary.Local.Journal;
using Granary.States.History;

namespace Granary.Local.Execution;

/// <summary>Writes the events of one execution to the journal, then shows them to whoever watches the run.</summary>
sealed class JournaledHistory(ExecutionJournal journal, string executionArn, IRunObserver observer) : IHistory
{
    public ValueTask AppendAsync(HistoryEvent happened, CancellationToken cancellationToken)
    {
        journal.Append(executionArn, happened.Id, happened.ToJson());
        observer.Happened(executionArn, happened);
        return ValueTask.CompletedTask;
    }

    public ValueTask FlushAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}

/// <summary>Somebody who watches a run.</summary>
public interface IRunObserver
{
    void Happened(string executionArn, HistoryEvent happened);

    /// <param name="rows">Read since the last call. From any thread.</param>
    void Read(string table, long rows);
}
