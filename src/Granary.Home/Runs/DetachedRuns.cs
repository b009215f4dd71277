using Granary.Home.Execution;
using Granary.Platform.Functions;
using Granary.Platform.Stacks;
using Granary.States.Tasks;
using Granary.Tables.Stages;

namespace Granary.Home.Runs;

/// <summary>
/// The runs that a run starts and does not wait for. The process that started them follows them all the same; another one can take them up.
/// </summary>
sealed class DetachedRuns(
    LocalHome home,
    RunLease parent,
    IReadOnlyDictionary<string, Func<FunctionContext, IFunction>> steps,
    IReadOnlyDictionary<string, ITableJob> jobs,
    IRunObserver observer)
{
    readonly List<Task> _following = [];
    readonly Lock _lock = new();

    /// <summary>Ends them as cancelled: the process is to stop. That their parent is cancelled does not concern them.</summary>
    public CancellationToken Stop { get; set; }

    /// <summary>Their jobs run on what their parent's run on.</summary>
    public StageEngineName Engine { get; set; }

    /// <summary>Writes a run, as part of the caller's transaction, and begins to follow it.</summary>
    /// <returns>When it was started.</returns>
    public DateTimeOffset Start(TaskCall call, StateMachineResource machine, string name, System.Text.Json.Nodes.JsonNode? input)
    {
        var run = home.Runs.Get(parent.RunId);
        var runId = RunLauncher.NewRunId(home.Clock);
        var request = new StoredRequest(
            machine.Name, input?.DeepClone(), ExecutionName: name, Engine: Engine, Format: StoredRequest.CurrentFormat);
        var lease = RunLease.Begin(home, runId, (number, until) => home.Runs.Start(
            new(runId, run.Project, run.Environment, Machines.ArnOf(machine, name), request.ToText(), null), number, until));
        lock (_lock)
            _following.Add(Task.Run(() => FollowAsync(lease, request), CancellationToken.None));
        return home.Runs.Get(runId).StartedAt;
    }

    public async Task WaitAsync()
    {
        Task[] all;
        lock (_lock)
            all = [.. _following];
        await Task.WhenAll(all);
    }

    async Task FollowAsync(RunLease lease, StoredRequest request)
    {
        await using (lease)
            await new RunWork(home, lease, steps, jobs, observer).FollowAsync(request, isRedriven: false, Stop);
    }
}
