using System.Text.Json.Nodes;
using Granary.States.Clocks;
using Granary.States.Definition;
using Granary.States.Execution;
using Granary.States.Reading;
using Granary.Testing.Cases;

namespace Granary.States.Tests.Cases;

/// <summary>What the service answered, against what we answer.</summary>
public sealed class RecordedCaseTests(ITestOutputHelper output)
{
    /// <summary>Problems that say "not yet", rather than "wrong".</summary>
    static readonly string[] NotSupported = ["GR2030"];

    [Fact]
    public void Executions_end_as_they_did_on_the_service() =>
        AssertCases(RecordedCase.All().Where(c => c.Tier < 2 && !c.IsAboutRequest && c.Kind != "start_error"), Difference, atLeast: 304);

    /// <remarks>In one case the recorded input is not the one of its recorded events.</remarks>
    [Fact]
    public void Executions_end_as_they_did_when_services_answer_as_they_did() =>
        AssertCases(RecordedCase.All().Where(c => c.Tier == 2 && c.Events is not null), Difference, atLeast: 40);

    /// <remarks>
    /// Recordings disagree with each other, and then the newer ones are followed: what MapStateExited follows from after a distributed map
    /// (7 are older), and RedriveCount in the context object (1 is older). One has another input than its events, one a broken placeholder,
    /// one a number for its text.
    /// </remarks>
    [Fact]
    public void Events_are_the_service_s_in_every_member() =>
        AssertCases(RecordedCase.All().Where(c => c.Events is not null && c.EventTypes is not null), DifferenceOfEvents, atLeast: 141);

    void AssertCases(IEnumerable<RecordedCase> cases, Func<RecordedCase, ReadDefinition, string?> difference, int atLeast)
    {
        var (passed, failed, notSupported) = (0, new List<string>(), new List<string>());
        foreach (var recorded in cases)
        {
            var read = DefinitionReader.Read(
                recorded.Definition, "case", recorded.IsExpress ? StateMachineType.Express : StateMachineType.Standard);
            if (read.Problems.Any(p => NotSupported.Contains(p.Problem.Code)))
                notSupported.Add(recorded.Id);
            else if (difference(recorded, read) is { } why)
                failed.Add($"{recorded.Id}: {why}");
            else
                passed++;
        }

        var summary =
            $"{passed} pass, {failed.Count} fail, {notSupported.Count} use what is not supported yet.\n{string.Join('\n', failed)}";
        output.WriteLine(summary);
        Assert.True(passed >= atLeast, summary);
    }

    static string? Difference(RecordedCase recorded, ReadDefinition read) =>
        recorded.Kind switch
        {
            "create_ok" => read.Definition is null ? $"refused: {read.Problems[0].Problem}" : null,
            "create_error" => DifferenceOfRefusal(recorded, read),
            "validate" => read.Definition is null == (recorded.Expected["status"]?.GetValue<string>() == "INVALID")
                ? null
                : $"valid is {read.Definition is not null}: {recorded.Expected.ToJsonString()}",
            _ => read.Definition is null ? $"refused: {read.Problems[0].Problem}" : DifferenceOfRun(recorded, read.Definition),
        };

    static string? DifferenceOfRefusal(RecordedCase recorded, ReadDefinition read)
    {
        if (read.Definition is not null)
            return "accepted";
        if (!recorded.IsTextSure)
            return null;
        var first = read.Problems[0];
        var cause = $"Invalid State Machine Definition: '{first.AwsCode}: {first.AwsMessage} at {first.Path}'";
        return Expectation.Matches(recorded.Expected["cause"], cause) ? null : $"expected {recorded.Expected["cause"]}, not {cause}";
    }

    static string? DifferenceOfRun(RecordedCase recorded, StateMachineDefinition definition)
    {
        var machine = MachineFor(recorded);
        var result = machine.Run(definition, recorded.Input?.DeepClone());

        var actual = new JsonObject { ["status"] = Name(result.Status) };
        if (result.Status == ExecutionStatus.Succeeded)
            actual["output"] = result.Output;
        if (result.Error is not null)
            actual["error"] = result.Error;
        if (result.Cause is not null)
            actual["cause"] = result.Cause;
        if (!Expectation.Matches(recorded.Expected, actual))
            return $"expected {recorded.Expected.ToJsonString()}, not {actual.ToJsonString()}";
        return
            recorded.EventTypes is { } types
            && !(recorded.IsInAnyOrder ? types.Order().SequenceEqual(machine.EventTypes.Order()) : types.SequenceEqual(machine.EventTypes))
            ? $"expected events {string.Join(' ', types)}, not {string.Join(' ', machine.EventTypes)}"
            : null;
    }

    static string? DifferenceOfEvents(RecordedCase recorded, ReadDefinition read)
    {
        var machine = MachineFor(recorded);
        machine.Run(read.GetDefinition(), recorded.Input?.DeepClone());
        foreach (var (wanted, happened) in recorded.Events!.Zip(machine.Events))
        {
            if (!Expectation.Matches(wanted, JsonNode.Parse(happened.ToJson())))
                return $"expected {wanted!.ToJsonString()}, not {happened.ToJson()}";
        }

        return recorded.Events!.Count == machine.Events.Count
            ? null
            : $"expected {recorded.Events.Count} events, not {machine.Events.Count}";
    }

    static Machine MachineFor(RecordedCase recorded)
    {
        var clock = new VirtualClock(Machine.Start);
        return new()
        {
            Name = recorded.StateMachineName,
            Clock = clock,
            Task =
                recorded.Tier < 2
                    ? new RecordedFunctions(recorded.Functions, clock).RunAsync
                    : new RecordedTasks(recorded.Events!, clock).RunAsync,
            Buckets = new(
                recorded.S3Objects.Select(o =>
                    (o!["Bucket"]!.GetValue<string>(), o["Key"]!.GetValue<string>(), o["Body"]!.GetValue<string>()))),
        };
    }

    static string Name(ExecutionStatus status) => status == ExecutionStatus.TimedOut ? "TIMED_OUT" : status.ToString().ToUpperInvariant();
}
