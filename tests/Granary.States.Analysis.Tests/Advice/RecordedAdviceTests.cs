using Granary.States.Analysis.Advice;
using Granary.States.Definition;
using Granary.States.Reading;
using Granary.Testing.Cases;

namespace Granary.States.Analysis.Tests.Advice;

/// <summary>Advice about machines that others wrote: a false alarm is worse than none.</summary>
public sealed class RecordedAdviceTests(ITestOutputHelper output)
{
    [Fact]
    public void What_succeeded_on_the_service_reads_no_path_that_leads_nowhere_and_leaves_no_state_out()
    {
        var (count, alarms) = (0, new List<string>());
        foreach (var recorded in RecordedCase.All().Where(c => c.Expected["status"]?.ToString() == "SUCCEEDED" && c.Written is not null))
        {
            count++;
            alarms.AddRange(Advise(recorded.Definition).Where(a => a.Code is "GR2080" or "GR2087").Select(a => $"{recorded.Id}: {a}"));
        }

        output.WriteLine($"{count} definitions\n{string.Join('\n', alarms)}");
        Assert.True(count > 100);
        Assert.Empty(alarms);
    }

    /// <summary>Each was read by hand: a mistake that the machine has.</summary>
    [Fact]
    public void The_originals_machines_are_told_of_where_they_are_wrong()
    {
        var told = RecordedInventory
            .All()
            .SelectMany(i =>
                i.Machines.Select(m =>
                    (
                        Machine: $"{i.Name}/"
                            + m.Name[(m.Name.LastIndexOf("FPACDEV-", StringComparison.Ordinal) is >= 0 and var at ? at + 8 : 0)..],
                        Codes: string.Join(
                            ' ',
                            Advise(m.Definition.ToJsonString(), ReferencesOf(i))
                                .GroupBy(p => p.Code)
                                .OrderBy(g => g.Key, StringComparer.Ordinal)
                                .Select(g => $"{g.Key}x{g.Count()}")))));

        Assert.Equal(
            [
                ("cars-dev/CARS-DM-ETL-Pipeline", "GR2081x8 GR2083x12 GR2087x4"),
                ("cars-dev/CARS-EDV-Pipeline", "GR2080x1 GR2081x2"),
                ("cps-dev/CPS-S3Landing-to-S3Final-Raw-DM", "GR2083x2"),
                ("flpids-dev/FSA-dev-FpacFLPIDSCHK-FileChecks", "GR2083x1"),
                ("flpids-dev/FSA-dev-FpacFLPIDSCHK-FileChecks-StepFnTarget", "GR2083x1"),
                ("sbsd-dev/SBSD-DM-ETL-Pipeline", "GR2083x4"),
                ("sbsd-dev/SBSD-EDV-Pipeline", "GR2080x1"),
            ],
            told.Where(t => t.Codes.Length > 0));
    }

    static StackReferences ReferencesOf(RecordedInventory inventory) =>
        new()
        {
            Functions = [.. inventory.Of("lambda_functions").Select(f => f.Key)],
            Jobs =
            [
                .. inventory
                    .Of("glue_jobs")
                    .Select(j => new StackJob(
                        j.Key, (int)j.Value!["ExecutionProperty"]!["MaxConcurrentRuns"]!, TimeSpan.FromMinutes((int)j.Value["Timeout"]!))),
            ],
            Crawlers = [.. inventory.Of("glue_crawlers").Select(c => c.Key)],
            Tables = [.. inventory.Of("dynamodb_tables").Select(c => c.Key)],
            StateMachines = [.. inventory.Of("state_machines").Select(m => m.Key)],
        };

    static IEnumerable<Model.Problem> Advise(string text, StackReferences? stack = null) =>
        DefinitionReader.Read(text, "m", StateMachineType.Standard) is { Definition: { } definition }
            ? Advisor.Advise(text, "m", definition, stack).Select(p => p.Problem)
            : [];
}
