using Granary.States.Definition;
using Granary.States.History;
using Granary.States.Resuming;
using Granary.States.Values;

namespace Granary.States.Execution;

/// <summary>Runs a state's work under its Retry and Catch.</summary>
sealed class Attempts(Visit visit, WorkState state)
{
    readonly int[] _used = new int[state.Retry.Count];

    /// <summary>The event that says that no try is left, for the states that have one.</summary>
    public HistoryEventType? WhenGivenUp { get; init; }

    /// <param name="work">One try: from the raw input to the combined output and the result that Assign sees. It is told what is on record
    /// of the try.</param>
    public async ValueTask<StateResult> RunAsync(
        Func<TryPast?, CancellationToken, ValueTask<(Data Output, Data Result)>> work, CancellationToken cancellationToken)
    {
        foreach (var retrier in visit.Past?.Retried ?? [])
            _used[retrier]++;
        var context = visit.Scope.Context;
        var past = visit.Past?.Try;
        for (context.RetryCount = _used.Sum(); ; context.RetryCount++, past = null)
        {
            try
            {
                var (output, result) = past is { HasParts: true, Failure: { } f }
                    ? throw new StateFailure(f.Error, f.Cause)
                    : await work(past, cancellationToken);
                return new(output, state.Next, visit.Assign(state.Assign, result));
            }
            catch (StateFailure failure)
            {
                if (Find(failure) is var (retrier, delay))
                {
                    await PauseAsync(delay, past, cancellationToken);
                    visit.Track.Retry(retrier);
                    continue;
                }

                if (WhenGivenUp is { } type && failure.Error != ErrorNames.Runtime && past?.Failure is null)
                    await visit.Track.GiveUpAsync(type, failure);
                if (state.Catch.FirstOrDefault(c => failure.IsOneOf(c.ErrorEquals)) is { } catcher)
                    return Caught(catcher, failure);
                throw;
            }
        }
    }

    /// <summary>The retrier that fits and the pause before the next try, or null when there is none.</summary>
    (int Retrier, TimeSpan Delay)? Find(StateFailure failure)
    {
        for (var i = 0; i < _used.Length; i++)
        {
            if (!failure.IsOneOf(state.Retry[i].ErrorEquals))
                continue;

            // The first retrier that fits decides, also when it has no tries left.
            return _used[i] < state.Retry[i].MaxAttempts ? (i, state.Retry[i].Delay(_used[i]++, visit.Run.Random)) : null;
        }

        return null;
    }

    async ValueTask PauseAsync(TimeSpan delay, TryPast? past, CancellationToken cancellationToken)
    {
        var clock = visit.Run.Clock;
        await visit.Run.FlushAsync();
        await Pause.ForAsync(past?.Failure is null ? delay : past.FailedTime + delay - clock.GetUtcNow(), clock, cancellationToken);
    }

    /// <remarks>OutputPath is for results; what a catcher makes goes on as it is.</remarks>
    StateResult Caught(Catcher catcher, StateFailure failure)
    {
        var error = DataObject.Of(("Error", failure.Error ?? ""), ("Cause", failure.Cause ?? ""));
        return new(visit.Combine(catcher.ResultPath, error), catcher.Next, visit.Assign(catcher.Assign, error), IsCaught: true);
    }
}
