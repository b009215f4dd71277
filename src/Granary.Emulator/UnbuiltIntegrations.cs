using Granary.Model;
using Granary.Platform.Stacks;
using Granary.States.Definition;
using Granary.States.Reading;
using Granary.States.Tasks;

namespace Granary.Emulator;

/// <summary>Finds the tasks that a home cannot do, before it is brought to a stack.</summary>
public static class UnbuiltIntegrations
{
    /// <summary>A definition that is not valid is somebody else's to report.</summary>
    public static IEnumerable<Problem> Find(StateMachineResource machine) =>
        DefinitionReader.Read(machine.Definition, machine.Name).Definition is not { } definition ? [] :
        MachineTasks.In(definition).Where(t => !ServiceActions.IsBuilt(t.Resource)).Select(t => new Problem(
            "GR4111", ProblemKind.Usage,
            $"State '{t.Name}' of the state machine {machine.Name} uses {t.Resource}, which a home cannot do.",
            "granary states run plays it by itself, with mocks that say what it answers."));
}

/// <summary>The Task states of a machine, those inside of other states too.</summary>
public static class MachineTasks
{
    public static IEnumerable<TaskState> In(StateGraph graph) => graph.States.SelectMany(state => state switch
    {
        TaskState t => [t],
        ParallelState p => p.Branches.SelectMany(In),
        MapState m => In(m.Processor),
        _ => [],
    });
}
