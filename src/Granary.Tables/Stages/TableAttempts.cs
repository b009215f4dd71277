using Granary.Model;
using Granary.Model.Datasets;
using Granary.Model.Rules;

namespace Granary.Tables.Stages;

/// <summary>
/// Work on tables one after the other: the problems of one do not stop the others, so that one run reports everything that is wrong.
/// </summary>
sealed class TableAttempts
{
    readonly Dictionary<string, IReadOnlyList<Problem>> _failed = new(StringComparer.Ordinal);

    /// <summary>Works on a table, unless it has failed before.</summary>
    public async Task TryAsync(string table, Func<Task> work)
    {
        if (_failed.ContainsKey(table))
            return;
        try
        {
            await work();
        }
        catch (ProblemException e)
        {
            _failed.Add(table, e.Problems);
        }
    }

    /// <inheritdoc cref="TryAsync(string, Func{Task})"/>
    public void Try(string table, Action work)
    {
        if (_failed.ContainsKey(table))
            return;
        try
        {
            work();
        }
        catch (ProblemException e)
        {
            _failed.Add(table, e.Problems);
        }
    }

    /// <summary>Works on a table, unless it or one that it refers to has failed: that one's own problem says what is wrong.</summary>
    public Task TryAsync(Dataset dataset, Func<Task> work)
    {
        FailWithReferenced(dataset);
        return TryAsync(dataset.Table, work);
    }

    /// <inheritdoc cref="TryAsync(Dataset, Func{Task})"/>
    public void Try(Dataset dataset, Action work)
    {
        FailWithReferenced(dataset);
        Try(dataset.Table, work);
    }

    /// <exception cref="ProblemException">The table failed.</exception>
    public void Require(string table)
    {
        if (_failed.TryGetValue(table, out var problems))
            throw new ProblemException(problems);
    }

    /// <exception cref="ProblemException">A table failed; the problems of all of them.</exception>
    public void RequireAll()
    {
        if (_failed.Values.SelectMany(p => p).ToList() is { Count: > 0 } problems)
            throw new ProblemException(problems);
    }

    void FailWithReferenced(Dataset dataset)
    {
        if (dataset.Rules.OfType<Rule.References>().Any(r => _failed.ContainsKey(r.Table)))
            _failed.TryAdd(dataset.Table, []);
    }
}
