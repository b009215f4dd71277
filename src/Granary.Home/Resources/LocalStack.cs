using Granary.Emulator;
using Granary.Emulator.Pipes;
using Granary.Home.Queries;
using Granary.Model;
using Granary.Platform.Plans;
using Granary.Platform.Stacks;

namespace Granary.Home.Resources;

/// <summary>Compares a home with a stack, and applies it: its buckets, its deployed files, its definitions.</summary>
public sealed class LocalStack(LocalHome home)
{
    readonly LocalResources _resources = new(home.Resources, home.Objects, new(home.Database), home.Items);

    /// <exception cref="ProblemException">
    /// A state machine uses what a home cannot do, or another project has a resource of the same name.
    /// </exception>
    public Task<Plan> PlanAsync(Stack stack, CancellationToken cancellationToken)
    {
        home.Resources.Refresh();
        return PlanAsync(stack, _resources, cancellationToken);
    }

    /// <summary>The plan for a home that is only read.</summary>
    /// <exception cref="ProblemException">As <see cref="PlanAsync(Stack, CancellationToken)"/>.</exception>
    public static Task<Plan> PlanAsync(Stack stack, HomeReader home, CancellationToken cancellationToken) =>
        PlanAsync(stack, home.Resources, cancellationToken);

    /// <summary>The plan for a home that does not exist yet: everything is to be added.</summary>
    public static Task<Plan> PlanWithoutHomeAsync(Stack stack, CancellationToken cancellationToken) =>
        PlanAsync(stack, new MissingHome(), cancellationToken);

    /// <summary>Makes the changes of a plan, all in one transaction of the home's file.</summary>
    public void Apply(Plan plan, CancellationToken cancellationToken)
    {
        // Providers of a home never wait, so the transaction stays on this thread.
        if (!plan.IsEmpty)
            home.Database.Transaction(() => plan.ApplyAsync(_resources, cancellationToken).GetAwaiter().GetResult());
        home.Resources.Refresh();
    }

    /// <summary>Plans and applies. Does nothing where the home is as the stack wants it.</summary>
    public async Task<Plan> ApplyAsync(Stack stack, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(stack, cancellationToken);
        Apply(plan, cancellationToken);
        return plan;
    }

    static Task<Plan> PlanAsync(Stack stack, IResourceHome resources, CancellationToken cancellationToken)
    {
        var problems = stack.Of<StateMachineResource>().SelectMany(UnbuiltIntegrations.Find).ToList();
        problems.AddRange(stack.Of<PipeResource>().SelectMany(InvalidPatterns));
        if (problems.Count > 0)
            throw new ProblemException(problems);
        var complete = stack with
        {
            Resources = [.. stack.Resources.Select(r => r is StateMachineResource m ? WithFunctions(m, stack) : r)],
        };
        return Plan.MakeAsync(complete, resources, cancellationToken);
    }

    static IEnumerable<Problem> InvalidPatterns(PipeResource pipe)
    {
        foreach (var filter in pipe.Filters)
        {
            if (EventPattern.FindError(filter) is { } error)
                yield return new("GR4034", ProblemKind.Usage, $"A filter of the pipe {pipe.Name} is not valid. {error}");
        }
    }

    /// <summary>A home may hold several stacks, so each machine says which functions it may choose at run time.</summary>
    static StateMachineResource WithFunctions(StateMachineResource machine, Stack stack) =>
        machine.AllowedFunctions is null
            ? machine with
            {
                AllowedFunctions = [.. stack.Of<FunctionResource>().Select(ResourceReference.To)],
            }
            : machine;
}
