using System.Text.Json.Nodes;
using Granary.Emulator.Pipes;
using Granary.Model;
using Granary.Platform;
using Granary.Platform.Items;
using Granary.Platform.Stacks;

namespace Granary.Home.Pipes;

/// <summary>Hands the changes of item tables to state machines until no pipe has any pending.</summary>
/// <param name="start">
/// Writes a run of the machine with this input and gives what follows it to its end. Called inside of a transaction, in which the
/// position moves too: a process that is killed neither loses nor repeats a change.
/// </param>
sealed class PipeRunner(LocalHome home, Func<PipeResource, StateMachineResource, JsonNode, Func<Task>> start)
{
    /// <summary>Executions of one call; a pipe whose machine writes to its own table would never end. The next run continues.</summary>
    const int MaxExecutions = 10_000;

    const int PageSize = 100;

    readonly PipePositions _positions = new(home.Database);
    int _started;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (_started < MaxExecutions && await RunOnceAsync(cancellationToken))
            cancellationToken.ThrowIfCancellationRequested();
    }

    /// <returns>Whether any pipe had changes.</returns>
    async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        var any = false;
        foreach (var pipe in home.Resources.All<PipeResource>())
            any |= await RunAsync(pipe, cancellationToken);
        return any;
    }

    async Task<bool> RunAsync(PipeResource pipe, CancellationToken cancellationToken)
    {
        if (_positions.Find(pipe.Name) is not { } position)
            return false;
        var changes = await home.Items.ReadChangesAsync(pipe.Source.Name, position, PageSize, cancellationToken);
        foreach (var change in changes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Take(pipe, position, change) is not { } follow)
                break;
            position = change.Sequence;
            await follow();
        }

        return changes.Count > 0;
    }

    /// <returns>Follows the execution that the change has started, if any; null when another process took the change.</returns>
    Func<Task>? Take(PipeResource pipe, long position, ItemChange change)
    {
        Func<Task>? follow = null;
        home.Database.Transaction(() =>
        {
            if (!_positions.TryAdvance(pipe.Name, position, change.Sequence))
                return;
            var (machine, view, region) = Target(pipe);
            var record = StreamRecord.Of(change, view, region);
            if (pipe.Filters.Count > 0 && !pipe.Filters.Any(f => EventPattern.Parse(f).Matches(record)))
            {
                follow = () => Task.CompletedTask;
                return;
            }

            // A pipe delivers batches; here each has one record.
            var input = pipe.InputTemplate is { } template ? InputTemplate.Apply(template, record) : record;
            _started++;
            follow = start(pipe, machine, new JsonArray(input));
        });
        return follow;
    }

    (StateMachineResource Machine, StreamView View, string Region) Target(PipeResource pipe)
    {
        var machine = home.Resources.Find<StateMachineResource>(pipe.Target.Name)
            ?? throw new ProblemException(
                new Problem(
                    "GR4021", ProblemKind.NotFound,
                    $"The home has no state machine {pipe.Target.Name}, which the pipe {pipe.Name} starts."));
        var view = home.Resources.Find<ItemTableResource>(pipe.Source.Name)?.Stream ?? StreamView.NewAndOldImages;
        return (machine, view, Arn.TryParse(machine.Arn, out var arn) ? arn.Region : "us-east-1");
    }
}
