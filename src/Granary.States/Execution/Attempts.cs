using Granary.States.Definition;
using Granary.States.History;
using Granary.States.Values;

namespace Granary.States.Execution;

/// <summary>Runs a state's work under its Retry and Catch.</summary>
sealed class Attempts(Visit visit, WorkState state)
{
    readonly int[] _used = new int[state.Retry.Count];

    /// <summary>The event that says that no try is left, for the states that have one.</summary>
    public HistoryEventType? WhenGivenUp { get; init; }

    /// <param name="work">One try: from the raw input to the combined output and the result that Assign sees.</param>
    public async ValueTask<StateResult> RunAsync(Func<CancellationToken, ValueTask<(Data Output, Data Result)>> work, CancellationToken cancellationToken)
    {
        var context = visit.Scope.Context;
        for (context.RetryCount = 0; ; context.RetryCount++)
        {
            try
            {
                var (output, result) = await work(cancellationToken);
                return new(output, state.Next, visit.Assign(state.Assign, result));
            }
            catch (StateFailure failure)
            {
                if (Find(failure) is { } delay)
                {
                    await Pause.ForAsync(delay, visit.Run.Clock, cancellationToken);
                    continue;
                }

                if (WhenGivenUp is { } type && failure.Error != ErrorNames.Runtime)
                    await visit.Track.AppendAsync(type, null);
                if (state.Catch.FirstOrDefault(c => ErrorNames.Match(c.ErrorEquals, failure.Error ?? "")) is { } catcher)
                    return Caught(catcher, failure);
                throw;
            }
        }
    }

    /// <summary>The pause before the next try, or null when there is none.</summary>
    TimeSpan? Find(StateFailure failure)
    {
        for (var i = 0; i < _used.Length; i++)
        {
            if (!ErrorNames.Match(state.Retry[i].ErrorEquals, failure.Error ?? ""))
                continue;

            // The first retrier that fits decides, also when it has no tries left.
            return _used[i] < state.Retry[i].MaxAttempts ? state.Retry[i].Delay(_used[i]++, visit.Run.Random) : null;
        }

        return null;
    }

    /// <remarks>OutputPath is for results; what a catcher makes goes on as it is.</remarks>
    StateResult Caught(Catcher catcher, StateFailure failure)
    {
        var error = DataObject.Of(("Error", failure.Error ?? ""), ("Cause", failure.Cause ?? ""));
        return new(visit.Combine(catcher.ResultPath, error), catcher.Next, visit.Assign(catcher.Assign, error));
    }
}
