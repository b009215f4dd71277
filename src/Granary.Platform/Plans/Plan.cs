using Granary.Model;
using Granary.Platform.Stacks;

namespace Granary.Platform.Plans;

/// <summary>
/// What an apply would do to a home. Made before anything is touched; <c>plan</c> prints it, <c>run</c> and <c>deploy</c> apply it.
/// </summary>
/// <param name="Changes">In the order in which they are made: deletions last. Unchanged resources are among them.</param>
public sealed record Plan(StackOwner Owner, IReadOnlyList<Change> Changes)
{
    /// <summary>Whether the home is as the stack wants it.</summary>
    public bool IsEmpty => !Changes.Any(c => c.IsMutation);

    public int Count(ChangeAction action) => Changes.Count(c => c.Action == action);

    /// <summary>Compares a stack with a home. Changes nothing.</summary>
    /// <exception cref="ProblemException">A resource of the stack's names belongs to another project.</exception>
    public static async Task<Plan> MakeAsync(Stack stack, IResourceHome home, CancellationToken cancellationToken)
    {
        var changes = new List<Change>();
        var problems = new List<Problem>();
        foreach (var wanted in stack.Resources)
            changes.Add(await ChangeAsync(stack.Owner, wanted, home, problems, cancellationToken));
        if (problems.Count > 0)
            throw new ProblemException(problems);

        var kept = stack.Resources.Select(r => r.Address).ToHashSet(StringComparer.Ordinal);
        var owned = await home.OwnedByAsync(stack.Owner, cancellationToken);
        changes.AddRange(owned.Where(r => !kept.Contains(r.Address)).Select(r => new Change(ChangeAction.Delete, r, [])));
        return new(stack.Owner, changes);
    }

    /// <summary>Makes the changes one after the other. One that was interrupted is repaired by the next plan.</summary>
    public async Task ApplyAsync(IResourceHome home, CancellationToken cancellationToken)
    {
        foreach (var change in Changes.Where(c => c.IsMutation))
            await ApplyAsync(change, home, cancellationToken);
    }

    async Task ApplyAsync(Change change, IResourceHome home, CancellationToken cancellationToken)
    {
        var provider = home.ProviderOf(change.Resource)!;
        switch (change.Action)
        {
            case ChangeAction.Create:
                await provider.CreateAsync(change.Resource, cancellationToken);
                break;
            case ChangeAction.Update:
                await provider.UpdateAsync(change.Resource, change.Fields, cancellationToken);
                break;
            default:
                await provider.DeleteAsync(change.Resource, cancellationToken);
                return;
        }

        if (!change.Resource.IsShared)
            await home.SetOwnerAsync(change.Resource, Owner, cancellationToken);
    }

    static async Task<Change> ChangeAsync(
        StackOwner stack, Resource wanted, IResourceHome home, List<Problem> problems, CancellationToken cancellationToken)
    {
        if (home.ProviderOf(wanted) is not { } provider)
            return new(ChangeAction.NotUsed, wanted, []);
        if (await provider.ReadAsync(wanted, cancellationToken) is not { } actual)
            return new(ChangeAction.Create, wanted, []);

        List<FieldChange> fields = [.. provider.Differences(wanted, actual)];
        if (!wanted.IsShared)
        {
            var owner = await home.OwnerOfAsync(wanted, cancellationToken);
            if (owner is not null && owner.Project != stack.Project)
            {
                problems.Add(new(
                    "GR4031", ProblemKind.Conflict,
                    $"{wanted.Address} belongs to the project {owner.Project} ({owner.Environment}); {stack.Project} must not change it.",
                    "Give one of the two projects other names."));
            }

            if (owner != stack)
                fields.Add(new("owner", owner?.ToString(), stack.ToString()));
        }

        return new(fields.Count == 0 ? ChangeAction.None : ChangeAction.Update, wanted, fields);
    }
}
