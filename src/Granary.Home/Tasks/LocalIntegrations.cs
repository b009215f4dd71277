using System.Text.Json.Nodes;
using Granary.Emulator;
using Granary.States.Tasks;

namespace Granary.Home.Tasks;

/// <summary>The tasks of a home: by the Resource that they name, and by the pattern in which they wait.</summary>
sealed class LocalIntegrations : ITaskRunner
{
    readonly Dictionary<string, ITaskRunner> _runners;
    readonly AnsweringServices _services;
    readonly TaskTokens _tokens;
    readonly Effects _effects;
    readonly Action<Action> _write;
    readonly JobStarts? _jobs;

    /// <param name="write">Does work in one transaction of the home's file.</param>
    /// <param name="runners">What runs for longer, by service and action: <c>lambda:invoke</c>, <c>states:startExecution.sync:2</c>,
    /// …</param>
    /// <param name="jobs">Null for a home that runs none.</param>
    public LocalIntegrations(
        LocalHome home, Action<Action> write, IReadOnlyDictionary<string, ITaskRunner> runners, IJobRunner? jobs = null)
    {
        _write = write;
        _services = new(HomeServices.Of(home), home.Clock);
        _tokens = new(home);
        _effects = new(home.Database, write);
        _runners = new(runners, StringComparer.Ordinal)
        {
            ["aws-sdk:glue:getJobRun"] = new GlueTasks(home),
            ["aws-sdk:glue:getCrawler"] = new GlueTasks(home),
        };
        if (jobs is not null)
        {
            _jobs = new(home, jobs, write);
            _runners["glue:startJobRun.sync"] = _runners["glue:startJobRun"] = _runners["aws-sdk:glue:startJobRun"] = _jobs;
        }

        if (runners.TryGetValue("lambda:invoke", out var functions))
            _runners["aws-sdk:lambda:invoke"] = functions;
    }

    public Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken) => call.Resource switch
    {
        { Kind: TaskResourceKind.Activity } => WorkAsync(call, cancellationToken),
        { Kind: TaskResourceKind.Function } => Runner("lambda:invoke", call).RunAsync(call, cancellationToken),
        { Pattern: TaskPattern.WaitForTaskToken } => SubmitAndWaitAsync(call, cancellationToken),
        _ => AnswerAsync(call, cancellationToken),
    };

    /// <summary>Waits for what was started and no task waits for.</summary>
    public Task WaitAsync() => _jobs?.WaitAsync() ?? Task.CompletedTask;

    async Task<JsonNode?> WorkAsync(TaskCall call, CancellationToken cancellationToken)
    {
        _write(() => _tokens.Expect(call, call.Resource.Arn));
        return await _tokens.WaitAsync(call, _write, cancellationToken);
    }

    async Task<JsonNode?> SubmitAndWaitAsync(TaskCall call, CancellationToken cancellationToken)
    {
        // From here on somebody may send the token back, also before the task waits for it.
        _write(() => _tokens.Expect(call, activity: null));
        await call.ReportSubmittedAsync(await AnswerAsync(call, cancellationToken));
        return await _tokens.WaitAsync(call, _write, cancellationToken);
    }

    async Task<JsonNode?> AnswerAsync(TaskCall call, CancellationToken cancellationToken)
    {
        var resource = call.Resource;
        if (!_services.Has(resource))
            return await Runner(
                    resource.Pattern is TaskPattern.Sync or TaskPattern.Sync2
                        ? $"{resource.Service}:{resource.Action}"
                        : $"{resource.Service}:{resource.Operation}",
                    call)
                .RunAsync(call, cancellationToken);
        return _services.Writes(resource)
            ? _services.Finish(call, (JsonObject)_effects.Once(call, () => Ended(_services.RunAsync(call)))!)
            : await _services.AnswerAsync(call);
    }

    /// <summary>What is written together with the record of its result cannot wait: services that write do so at once.</summary>
    static JsonObject Ended(Task<JsonObject> work) => work.IsCompleted
        ? work.GetAwaiter().GetResult()
        : throw new InvalidOperationException("A service that writes to the home's database waited in the middle of a transaction.");

    ITaskRunner Runner(string name, TaskCall call) =>
        _runners.GetValueOrDefault(name)
        ?? throw new TaskFailedException("States.Runtime", $"The laptop has no integration {call.Resource}.");
}
