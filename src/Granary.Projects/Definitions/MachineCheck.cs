using Granary.Model;
using Granary.Platform.Stacks;
using Granary.States.Analysis.Advice;
using Granary.States.Reading;

namespace Granary.Projects.Definitions;

/// <summary>What is wrong with state machines, and what is to be said about them.</summary>
static class MachineCheck
{
    public const string Extension = ".asl.json";

    /// <param name="stack">What the machine may refer to; null when that is not known.</param>
    public static IEnumerable<Problem> OfText(string text, string shown, StackReferences? stack) =>
        Advisor.Advise(DefinitionReader.Read(text, shown), text, shown, stack).Problems.Select(p => p.Problem);

    /// <summary>The machines that follow from an environment; people can change them in its file alone.</summary>
    public static IEnumerable<Problem> OfStack(Stack stack, string environment)
    {
        var references = References([stack]);
        return
            from machine in stack.Of<StateMachineResource>()
            from problem in OfText(machine.Definition, machine.Name, references)
            select problem with { Message = $"State machine {machine.Name}: {problem.Message}", Where = new(environment, 1, 1) };
    }

    /// <summary>What stacks have, each for itself or together.</summary>
    public static StackReferences References(IReadOnlyList<Stack> stacks) =>
        new()
        {
            Functions = Names<FunctionResource>(stacks),
            Jobs =
            [
                .. stacks
                    .SelectMany(s => s.Of<JobResource>())
                    .Select(j => new StackJob(j.Name, j.MaxConcurrentRuns, TimeSpan.FromMinutes(j.TimeoutMinutes))),
            ],
            Crawlers = Names<CrawlerResource>(stacks),
            Tables = Names<ItemTableResource>(stacks),
            StateMachines = Names<StateMachineResource>(stacks),
        };

    static IReadOnlyCollection<string> Names<T>(IReadOnlyList<Stack> stacks)
        where T : Resource => [.. stacks.SelectMany(s => s.Of<T>()).Select(r => r.Name)];
}
