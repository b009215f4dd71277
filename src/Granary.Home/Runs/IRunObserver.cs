using Granary.States.History;

namespace Granary.Home.Runs;

/// <summary>Somebody who watches a run.</summary>
public interface IRunObserver
{
    void Happened(string executionArn, HistoryEvent happened);

    /// <param name="rows">Read since the last call. From any thread.</param>
    void Read(string table, long rows);
}
