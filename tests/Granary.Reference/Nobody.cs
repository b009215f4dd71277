using Granary.Home.Runs;
using Granary.States.History;

namespace Granary.Reference;

public sealed class Nobody : IRunObserver
{
    public void Happened(string executionArn, HistoryEvent happened)
    {
    }

    public void Read(string table, long rows)
    {
    }
}
