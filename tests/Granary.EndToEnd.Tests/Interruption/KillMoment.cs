namespace Granary.EndToEnd.Tests.Interruption;

/// <summary>When to kill a run: some time after it has written some of its events.</summary>
/// <remarks>Events and not seconds, because a machine that is busy takes several times as long.</remarks>
/// <param name="Events">Not more than 0 is before the run.</param>
sealed record KillMoment(int Events, TimeSpan Later)
{
    public async Task WaitAsync(string home, Task end)
    {
        while (!end.IsCompleted && HomeEvents.OfRunThatGoesOn(home).Count < Events)
            await Task.WhenAny(end, Task.Delay(5));
        await Task.WhenAny(end, Task.Delay(Later * Math.Max(1, 1 - Events)));
    }

    public override string ToString() => $"{Later.TotalMilliseconds} ms after event {Events}";
}
