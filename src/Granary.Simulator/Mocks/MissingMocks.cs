using Granary.Emulator;
using Granary.Model;
using Granary.States.Definition;
using Granary.States.Tasks;

namespace Granary.Simulator.Mocks;

/// <summary>Finds the tasks that nothing can play, before anything runs.</summary>
static class MissingMocks
{
    public static IEnumerable<Problem> Find(StateGraph graph, MockSet mocks) =>
        MachineTasks.In(graph).Concat(mocks.StateMachines.Values.SelectMany(MachineTasks.In))
            .Where(t => !IsPlayed(t, mocks))
            .Select(t => new Problem(
                "GR4103", ProblemKind.Usage, $"State '{t.Name}' uses {t.Resource}, and nothing says what that answers.",
                $"Add \"tasks\": {{\"{t.Resource}\": [{{\"return\": …}}]}} to the mocks."));

    static bool IsPlayed(TaskState task, MockSet mocks) => task.Resource switch
    {
        { Kind: TaskResourceKind.Function or TaskResourceKind.Activity } => true,
        { Kind: TaskResourceKind.Service } r when MockedTasks.Plays(r) => true,
        { Pattern: TaskPattern.WaitForTaskToken } when mocks.Tokens.ContainsKey(task.Name) => true,
        var r => mocks.TaskOf(r) is not null,
    };
}
