using System.Security.Cryptography;
using System.Text;
using Granary.States.Definition;
using Granary.States.Expressions;
using Granary.States.History;
using Granary.States.Resuming;
using Granary.States.Tasks;
using Granary.States.Values;

namespace Granary.States.Execution;

/// <summary>What all parts of one execution share.</summary>
/// <param name="past">What is on record of it.</param>
sealed class Run(
    ExecutionStart start, Data input, ITaskRunner tasks, IHistory history, TimeProvider clock, Random random, Past? past = null
) : IDisposable
{
    readonly SemaphoreSlim _gate = new(1, 1);

    readonly DataObject _execution = DataObject.Of(
        ("Id", start.ExecutionArn), ("Input", input), ("Name", start.Name), ("RoleArn", start.RoleArn),
        ("StartTime", ContextObject.Time(start.StartTime)), ("RedriveCount", past?.RedriveCount ?? 0));

    readonly DataObject _machine = DataObject.Of(("Id", start.StateMachineArn), ("Name", start.StateMachineName));

    long _lastEventId = past?.LastEventId ?? 0;

    /// <summary>Cancelled when the execution ends before its states do.</summary>
    public required CancellationToken Ending { get; init; }

    /// <summary>Called before anything is waited for.</summary>
    public required Action BeforeWaiting { get; init; }

    public required long MaxEvents { get; init; }

    public ExecutionStart Start => start;

    public ITaskRunner Tasks => tasks;

    public IHistory History => history;

    public TimeProvider Clock => clock;

    public Random Random => random;

    /// <summary>The region of the execution's ARN.</summary>
    public string Region { get; } = start.ExecutionArn.Split(':') is [_, _, _, { Length: > 0 } region, ..] ? region : "us-east-1";

    /// <summary>Numbers an event and hands it to the history. Parts that run side by side take turns.</summary>
    /// <returns>The event's id.</returns>
    /// <exception cref="StateFailure">There is room for the execution's last event alone.</exception>
    public async ValueTask<long> AppendAsync(long previous, HistoryEventType type, HistoryDetails? details, EventTrace trace)
    {
        // What happened is recorded even when the execution is being cancelled.
        await _gate.WaitAsync(CancellationToken.None);
        try
        {
            if (_lastEventId + 1 >= MaxEvents && !type.IsLast())
                throw new StateFailure(ErrorNames.Runtime, $"The execution reached the maximum number of history events ({MaxEvents}).");
            await history.AppendAsync(
                new(++_lastEventId, previous, clock.GetUtcNow(), type, details) { Trace = trace }, CancellationToken.None);
            return _lastEventId;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Returns once all that happened so far outlasts the process.</summary>
    public async ValueTask FlushAsync()
    {
        BeforeWaiting();
        await _gate.WaitAsync(CancellationToken.None);
        try
        {
            await history.FlushAsync(CancellationToken.None);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The token of one try: the same one whenever it is asked for, also by another process that resumes the execution.</summary>
    /// <param name="entered">The event of the state.</param>
    /// <param name="retries">How many tries there were before.</param>
    public string TokenOf(long entered, int retries)
    {
        var token = HKDF.Expand(
            HashAlgorithmName.SHA512, SHA512.HashData(Encoding.UTF8.GetBytes(start.Salt)), 96,
            Encoding.UTF8.GetBytes($"{start.ExecutionArn}/{entered}/{retries}"));
        return Convert.ToBase64String(token);
    }

    public ContextObject ContextFor(string state, DateTimeOffset entered, DataObject? mapItem) =>
        new(_execution, _machine, mapItem) { StateName = state, EnteredTime = entered };

    public void Dispose() => _gate.Dispose();
}
