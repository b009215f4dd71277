using System.Text.Json.Nodes;
using Granary.States.Definition;
using Granary.States.Reading;

namespace Granary.States.Tests.Cases;

/// <summary>Which definitions the service and validators take, against which we take.</summary>
public sealed class RecordedValidityTests(ITestOutputHelper output)
{
    /// <summary>Problems that say "not yet", rather than "wrong".</summary>
    static readonly string[] NotSupported = ["GR2030"];

    const int PassingFloor = 261;

    [Fact]
    public void Definitions_are_valid_where_the_service_says_so()
    {
        var (passed, failed, notSupported) = (0, new List<string>(), 0);
        foreach (var line in File.ReadLines(Needed.Shared("cases/states/validity.jsonl")))
        {
            var recorded = JsonNode.Parse(line)!;
            var type =
                recorded["reason"]?.ToString().Contains("Express", StringComparison.Ordinal) == true
                || recorded["id"]!.ToString().Contains("express", StringComparison.Ordinal)
                    ? StateMachineType.Express
                    : StateMachineType.Standard;
            var text =
                recorded["definition"] is JsonValue v && v.TryGetValue<string>(out var asText)
                    ? asText
                    : recorded["definition"]!.ToJsonString();
            var read = DefinitionReader.Read(text, "case", type);
            if (read.Problems.Any(p => NotSupported.Contains(p.Problem.Code)))
                notSupported++;
            else if ((read.Definition is not null) == recorded["valid"]!.GetValue<bool>())
                passed++;
            else
                failed.Add($"{recorded["id"]} ({recorded["authority"]}): "
                    + $"{(read.Definition is null ? $"refused: {read.Problems[0].Problem.Message}" : $"taken: {recorded["reason"]}")}");
        }

        var summary = $"{passed} pass, {failed.Count} fail, {notSupported} use what is not supported yet.\n{string.Join('\n', failed)}";
        output.WriteLine(summary);
        Assert.True(passed >= PassingFloor, summary);
    }
}
