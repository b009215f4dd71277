namespace Granary.Home.Execution;

/// <summary>The failures of a run's work, first one first: what began it says more than what came of it.</summary>
sealed class RunFailures
{
    readonly List<(string State, string Error, string Message)> _all = [];
    readonly Lock _lock = new();

    public void Add(string state, string error, string message)
    {
        lock (_lock)
            _all.Add((state, error, message));
    }

    public (string State, string Error, string Message)? First
    {
        get
        {
            lock (_lock)
                return _all.Count == 0 ? null : _all[0];
        }
    }
}
