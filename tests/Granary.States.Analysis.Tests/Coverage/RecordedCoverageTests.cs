using Granary.States.Analysis.Coverage;
using Granary.States.Definition;
using Granary.States.Execution;
using Granary.States.Reading;
using Granary.Testing.Cases;

namespace Granary.States.Analysis.Tests.Coverage;

/// <summary>Every machine of the originals runs to its end, on the success path and on the path of every catcher.</summary>
public sealed class RecordedCoverageTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_state_of_the_originals_machines_is_entered_and_every_catcher_taken()
    {
        var (machines, unreachable, missing) = (0, 0, new List<string>());
        foreach (var inventory in RecordedInventory.All())
        {
            foreach (var (name, definition) in inventory.Machines)
            {
                machines++;
                var coverage = Explorer.Explore(
                    DefinitionReader.Read(definition.ToJsonString(), name).GetDefinition(), StateMachineType.Standard);
                var (entered, taken) = (
                    coverage.States.Count - coverage.NotEntered.Count, coverage.Catchers.Count - coverage.NotTaken.Count);
                output.WriteLine(
                    $"{inventory.Name} {name}: {entered} of {coverage.States.Count} states, {taken} of {coverage.Catchers.Count} "
                        + $"catchers, {coverage.Runs.Count} "
                        + $"runs{(coverage.Unreachable.Count > 0 ? "; no run comes to " + string.Join(", ", coverage.Unreachable) : "")}"
                );
                unreachable += coverage.Unreachable.Count;
                missing.AddRange(coverage.NotEntered.Concat(coverage.NotTaken).Select(m => $"{name}: {m}"));
                Assert.Equal(ExecutionStatus.Succeeded, coverage.Runs[0].Status);
                Assert.DoesNotContain(coverage.Runs, r => r.Error == "States.Runtime");
            }
        }

        // cars' tables without a run type of their own: its maps set table_run_type for every table, so that asking whether it is there
        // never says no.
        Assert.Equal(4, unreachable);
        Assert.True(machines >= 17, $"{machines} machines");
        Assert.Empty(missing);
    }
}
