using System.Text.Json.Nodes;
using Granary.Emulator;
using Granary.Emulator.Lambda;
using Granary.Platform;
using Granary.Platform.Objects;
using Granary.States.Tasks;

namespace Granary.Simulator.Mocks;

/// <summary>
/// Plays the tasks of one run: what the mocks say for a Resource, else the function, machine, service or worker behind it.
/// </summary>
sealed class MockedTasks : ITaskRunner
{
    readonly MockSet _mocks;
    readonly TimeProvider _clock;
    readonly MockedExecutions _machines;
    readonly MockedTokens _tokens;
    readonly Lazy<AnsweringServices> _services; // most runs ask none
    readonly MemoryObjects _objects;

    /// <param name="machines">Starts the other state machines.</param>
    public MockedTasks(MockSet mocks, TimeProvider clock, MockedExecutions machines)
    {
        (_mocks, _clock, _machines) = (mocks, clock, machines);
        _tokens = new(mocks, clock);
        _objects = new(clock);
        _services = new(() => new(mocks.Stores(_objects, _tokens, machines, clock), clock));
    }

    /// <summary>
    /// Whether a service's action is played without a mock of its own: all that are built but jobs and crawlers, of which mocks know
    /// nothing.
    /// </summary>
    public static bool Plays(TaskResource resource) =>
        ServiceActions.IsBuilt(resource) && resource.Service is not ("glue" or "aws-sdk:glue");

    public async Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        // From here on somebody may send the token back, also before the task waits for it.
        using var token = _tokens.Expect(call);
        return call.Resource.Pattern switch
        {
            TaskPattern.WaitForTaskToken => await SubmitAndWaitAsync(call, token!, cancellationToken),
            TaskPattern.Sync or TaskPattern.Sync2 => await JobAsync(call, token!, cancellationToken),
            _ => await AnswerAsync(call, cancellationToken),
        };
    }

    async Task<JsonNode?> SubmitAndWaitAsync(TaskCall call, ExpectedToken token, CancellationToken cancellationToken)
    {
        await call.ReportSubmittedAsync(await AnswerAsync(call, cancellationToken));
        return await token.WaitAsync(cancellationToken);
    }

    /// <summary>A job ends on its own, or earlier when somebody sends its token back.</summary>
    async Task<JsonNode?> JobAsync(TaskCall call, ExpectedToken token, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var job = _mocks.TaskOf(call.Resource) is { } answers
            ? MockedJobAsync(call, answers, ending.Token)
            : _machines.RunAsync(call, ending.Token);
        var sent = token.WaitAsync(ending.Token);
        var first = await Task.WhenAny(job, sent);
        End(ending);
        Task[] both = [job, sent];
        await Task.WhenAll(both).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return await first;
    }

    /// <remarks>At once and here: what follows from it must not go to another thread than the clock's.</remarks>
    static void End(CancellationTokenSource work) => work.Cancel();

    async Task<JsonNode?> MockedJobAsync(TaskCall call, MockAnswers answers, CancellationToken cancellationToken)
    {
        var answer = answers.Next();

        // A job that ran and failed gives this name; any other comes from a service that did not take it.
        if (answer is not MockAnswer.Fail { Error: not "States.TaskFailed" })
            await call.ReportSubmittedAsync(ServiceResults.WithMetadata([]));
        return await GiveAsync(answer, call, cancellationToken);
    }

    async Task<JsonNode?> AnswerAsync(TaskCall call, CancellationToken cancellationToken)
    {
        if (_mocks.TaskOf(call.Resource) is { } answers)
            return await GiveAsync(answers.Next(), call, cancellationToken);
        return call.Resource switch
        {
            { Kind: TaskResourceKind.Function } or { Service: "lambda" or "aws-sdk:lambda", Operation: "invoke" } => await InvokeAsync(
                call, cancellationToken),
            { Kind: TaskResourceKind.Activity } => await WorkAsync(call, cancellationToken),
            { Service: "states" or "aws-sdk:sfn", Operation: "startExecution" } => _machines.Start(call),
            { Kind: TaskResourceKind.Service } r when _services.Value.Has(r) => await AskAsync(call),
            { Pattern: TaskPattern.WaitForTaskToken } => ServiceResults.WithMetadata([]),
            _ => throw new TaskFailedException("States.Runtime", $"Nothing says what {call.Resource} answers."),
        };
    }

    async Task<JsonNode?> AskAsync(TaskCall call)
    {
        // Mocks need not name the bucket that a map's results are written to: nothing is in it before.
        if (call.Resource is { Service: "s3", Operation: "putObject" } && new ServiceRequest(call).Text("Bucket") is { } bucket)
            _objects.AddBucket(bucket);
        return await _services.Value.AnswerAsync(call);
    }

    async Task<JsonNode?> InvokeAsync(TaskCall call, CancellationToken cancellationToken)
    {
        var request = new FunctionRequest(call);
        var answer = _mocks.Functions.GetValueOrDefault(request.FunctionName)?.Next() ?? throw request.NotFound();
        return request.Result(await answer.GiveAsync(request.Payload, _clock, cancellationToken));
    }

    async Task<JsonNode?> WorkAsync(TaskCall call, CancellationToken cancellationToken)
    {
        var answer = _mocks.Activities.GetValueOrDefault(Arn.NameIn(call.Resource.Arn, "activity"))?.Next();
        if (answer is not null)
            await call.ReportTakenAsync("mock");
        return await GiveAsync(answer, call, cancellationToken);
    }

    /// <summary>Nobody answers where there is no answer; the task's time limits decide.</summary>
    async Task<JsonNode?> GiveAsync(MockAnswer? answer, TaskCall call, CancellationToken cancellationToken)
    {
        if (answer is not null)
            return await answer.GiveAsync(call.Parameters, _clock, cancellationToken);
        await Task.Delay(Timeout.InfiniteTimeSpan, _clock, cancellationToken);
        return null;
    }
}
