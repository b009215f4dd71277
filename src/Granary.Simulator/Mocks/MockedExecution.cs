using Granary.Emulator.StepFunctions;
using Granary.Platform.Runs;
using Granary.States.Execution;

namespace Granary.Simulator.Mocks;

/// <summary>One start of another state machine of a run on mocks.</summary>
/// <param name="cancellationToken">Ends it as aborted.</param>
sealed class MockedExecution(ExecutionStart start, TimeProvider clock, CancellationToken cancellationToken) : IDisposable
{
    readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    (string? Error, string? Cause) _stoppedFor;

    public ExecutionStart Start => start;

    /// <summary>Null until it is run.</summary>
    public Task<ExecutionResult>? Work { get; private set; }

    public DateTimeOffset? Stopped { get; private set; }

    public void Run(Func<CancellationToken, Task<ExecutionResult>> run) => Work = RunAsync(run);

    /// <remarks>At once and here: what follows from it must not go to another thread than the clock's.</remarks>
    public void Stop(string? error, string? cause)
    {
        _stoppedFor = (error, cause);
        _stop.Cancel();
    }

    public ExecutionFacts ToFacts()
    {
        var result = Work is { IsCompletedSuccessfully: true } ? Work.Result : null;
        return new(
            start.ExecutionArn,
            start.StateMachineArn,
            start.Name,
            result is null ? "RUNNING" : result.Status.ToRunStatus().Text(),
            start.Input,
            result?.Status == ExecutionStatus.Succeeded ? result.Output : null,
            result?.Error ?? _stoppedFor.Error,
            result?.Cause ?? _stoppedFor.Cause,
            start.StartTime,
            result is null ? null : Stopped);
    }

    public void Dispose() => _stop.Dispose();

    async Task<ExecutionResult> RunAsync(Func<CancellationToken, Task<ExecutionResult>> run)
    {
        var result = await run(_stop.Token);
        Stopped = clock.GetUtcNow();
        return result;
    }
}
