using System.Diagnostics;
using Granary.States.Definition;
using Granary.States.Paths;
using Granary.States.Values;

namespace Granary.States.Execution;

static class WaitStep
{
    public static async ValueTask<StateResult> RunAsync(Visit visit, WaitState state, CancellationToken cancellationToken)
    {
        var input = visit.EffectiveInput();
        var clock = visit.Run.Clock;
        var delay = state.For switch
        {
            Wait.Seconds s => visit.EnteredTime + TimeSpan.FromSeconds(s.Count) - clock.GetUtcNow(),
            Wait.SecondsAt s => visit.EnteredTime + SecondsAt(visit, s.Path, input) - clock.GetUtcNow(),
            Wait.Until u => u.Moment - clock.GetUtcNow(),
            Wait.UntilAt u => MomentAt(visit, u.Path, input) - clock.GetUtcNow(),
            _ => throw new UnreachableException(),
        };
        await visit.Run.FlushAsync();
        await Pause.ForAsync(delay, clock, cancellationToken);
        return new(visit.Output(input), state.Next, visit.Assign(state.Assign, input));
    }

    static TimeSpan SecondsAt(Visit visit, JsonPath path, Data input) =>
        visit.Find(path, input) is DataNumber { IsWhole: true, Value: >= 0 and <= 99_999_999 } n
            ? TimeSpan.FromSeconds(n.Value)
            : throw visit.Failure(
                ErrorNames.Runtime,
                $"The SecondsPath parameter does not reference a valid positive integer: {path.Text} == {visit.Find(path, input)}");

    static DateTimeOffset MomentAt(Visit visit, JsonPath path, Data input) =>
        visit.Find(path, input) is DataText t && Timestamp.TryParse(t.Value, out var moment)
            ? moment
            : throw visit.Failure(ErrorNames.Runtime, "The TimestampPath parameter does not reference a valid ISO-8601 extended offset "
                + $"date-time format string: {path.Text} == {visit.Find(path, input)}");
}

/// <summary>Holds for any time, also longer than one timer can.</summary>
static class Pause
{
    static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    /// <param name="delay">Nothing happens for zero or less: the service moves on at once from a moment that has passed.</param>
    public static async ValueTask ForAsync(TimeSpan delay, TimeProvider clock, CancellationToken cancellationToken)
    {
        for (; delay > Longest; delay -= Longest)
            await Task.Delay(Longest, clock, cancellationToken);
        if (delay > TimeSpan.Zero)
            await Task.Delay(delay, clock, cancellationToken);
    }
}
