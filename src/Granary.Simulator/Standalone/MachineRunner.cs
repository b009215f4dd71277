using Granary.Model;
using Granary.Platform;
using Granary.Simulator.Mocks;
using Granary.States.Clocks;
using Granary.States.Definition;
using Granary.States.Execution;
using Granary.States.History;
using Granary.States.Reading;

namespace Granary.Simulator.Standalone;

/// <summary>Runs single state machines on mocks, in memory.</summary>
/// <param name="clock">The real time; a virtual clock begins with it.</param>
public sealed class MachineRunner(TimeProvider clock)
{
    const int MostNameCharacters = 80;

    /// <summary>An Express history has no end of its own, and under a virtual clock no time limit ends a loop that only computes.</summary>
    const long MostExpressEvents = 10_000_000;

    const string Account = "111111111111";

    /// <summary>Every end of a request is a result.</summary>
    /// <param name="cancellationToken">Ends the execution as aborted.</param>
    public async Task<MachineResult> RunAsync(MachineRequest request, CancellationToken cancellationToken)
    {
        if (!IsName(request.Name))
            return new MachineResult.Invalid("InvalidName", $"Invalid Name: '{request.Name}'", []);
        var read = DefinitionReader.Read(request.Definition, request.Files.Definition, request.Type);
        if (read is { IsValid: true, NotRunnable: { } notRunnable })
            return NotStarted("NotSupported", [notRunnable]);
        if (read.Definition is null)
            return new MachineResult.Invalid("InvalidDefinition", CauseOf(read.Problems), read.Problems);

        var problems = new List<Problem>();
        var mocks = MockReader.Read(request.Mocks, request.Files.Mocks, problems);
        if (problems.Count > 0)
            return NotStarted("InvalidMocks", problems);
        problems.AddRange(MissingMocks.Find(read.Definition, mocks));
        if (problems.Count > 0)
            return NotStarted("MissingMock", problems);
        if (!ExecutionInput.TryRead(request.Input, out var input, out var refusal))
            return new MachineResult.NotStarted(refusal, []);

        var start = StartOf(request) with { Input = input };
        if (!request.HasVirtualClock)
            return await RunAsync(
                read.Definition, start with
                {
                    StartTime = clock.GetUtcNow(),
                },
                mocks, clock, request.MaxEvents, cancellationToken);
        var jumping = new VirtualClock(clock.GetUtcNow());
        return jumping.Run(() =>
            RunAsync(read.Definition, start with { StartTime = jumping.GetUtcNow() }, mocks, jumping, request.MaxEvents, cancellationToken)
        );
    }

    static async Task<MachineResult> RunAsync(
        StateMachineDefinition definition, ExecutionStart start, MockSet mocks, TimeProvider time, long? mostEvents,
        CancellationToken cancellationToken)
    {
        MockedTasks? tasks = null;
        await using var others = new MockedExecutions(
            mocks, time, (other, begin, token) => new Interpreter(tasks!, new NoHistory(), time).RunAsync(other, begin, token));
        tasks = new(mocks, time, others);
        var history = new EventSpool();
        var interpreter = new Interpreter(tasks, history, time)
        {
            MaxEvents = mostEvents ?? (start.Type == StateMachineType.Express ? MostExpressEvents : null),
        };
        var result = await interpreter.RunAsync(definition, start, cancellationToken);
        return new MachineResult.Ended(result, start.StartTime, time.GetUtcNow(), history);
    }

    static ExecutionStart StartOf(MachineRequest request)
    {
        var name = Guid.NewGuid().ToString();
        var machine = Arn.StateMachine("us-east-1", Account, request.Name);
        return new()
        {
            ExecutionArn = machine.Execution(name).ToString(),
            Name = name,
            StateMachineArn = machine.ToString(),
            StateMachineName = request.Name,
            RoleArn = Arn.Role(Account, "states").ToString(),
            Input = null,
            StartTime = default,
            Type = request.Type,
        };
    }

    static MachineResult.NotStarted NotStarted(string error, List<Problem> problems) =>
        new(new(error, string.Join(' ', problems.Select(p => p.Hint is null ? p.Message : $"{p.Message} {p.Hint}"))), problems);

    /// <summary>All that is wrong, as the service says it.</summary>
    static string CauseOf(IReadOnlyList<DefinitionProblem> problems)
    {
        var all = problems.Where(p => p.Problem.IsError).Select(p => $"{p.AwsCode}: {p.AwsMessage ?? p.Problem.Message} at {p.Path}");
        return $"Invalid State Machine Definition: '{string.Join(", ", all)}'";
    }

    /// <remarks>Source: Step Functions API, CreateStateMachine, "name".</remarks>
    static bool IsName(string name) => name.Length is > 0 and <= MostNameCharacters
        && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || "<>{}[]?*\"#%\\^|~`$&,;:/".Contains(c, StringComparison.Ordinal));
}
