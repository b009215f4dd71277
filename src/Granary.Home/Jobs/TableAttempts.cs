using Granary.Model;
using Granary.Model.Datasets;
using Granary.Model.Rules;

namespace Granary.Home.Jobs;

/// <summary>
/// Work on tables one after the other: the problems of one keep nobody from the others, so that one run tells everything that is wrong.
/// </summary>
sealed class TableAttempts
{
    readonly HashSet<string> _failed = new(StringComparer.Ordinal);
    readonly List<Problem> _problems = [];

    /// <summary>
    /// Works on a table, unless it refers to one that failed: against that nothing can be held, and its own problem says what is wrong.
    /// </summary>
    public async Task TryAsync(Dataset dataset, Func<Task> work)
    {
        if (dataset.Rules.OfType<Rule.References>().Any(r => _failed.Contains(r.Table)))
        {
            _failed.Add(dataset.Table);
            return;
        }

        try
        {
            await work();
        }
        catch (ProblemException e)
        {
            _problems.AddRange(e.Problems);
            _failed.Add(dataset.Table);
        }
    }

    /// <inheritdoc cref="TryAsync(Dataset, Func{Task})"/>
    public Task TryAsync(Dataset dataset, Action work) => TryAsync(dataset, () =>
    {
        work();
        return Task.CompletedTask;
    });

    /// <exception cref="ProblemException">A table failed; the problems of all of them.</exception>
    public void RequireAll()
    {
        if (_problems.Count > 0)
            throw new ProblemException(_problems);
    }
}
