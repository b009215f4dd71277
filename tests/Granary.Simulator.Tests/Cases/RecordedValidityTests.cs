using System.Text.Json.Nodes;
using Granary.Simulator.Standalone;

namespace Granary.Simulator.Tests.Cases;

/// <summary>Which definitions the service and validators take, against what a line of standard input is answered with.</summary>
public sealed class RecordedValidityTests(ITestOutputHelper output)
{
    static readonly string[] NotSupported = ["GR2030"];

    [Fact]
    public void Requests_are_valid_where_the_service_says_so()
    {
        var (passed, notSupported, failed) = (0, 0, new List<string>());
        foreach (var line in File.ReadLines(Needed.Shared("cases/states/validity.jsonl")))
        {
            var recorded = JsonNode.Parse(line)!;
            var isExpress = recorded["reason"]?.ToString().Contains("Express", StringComparison.Ordinal) == true
                || recorded["id"]!.ToString().Contains("express", StringComparison.Ordinal);
            var request = new JsonObject
            {
                ["id"] = recorded["id"]!.DeepClone(),
                ["definition"] = recorded["definition"]?.DeepClone(),
                ["type"] = isExpress ? "EXPRESS" : "STANDARD",
            };
            var answer = JsonNode.Parse(RequestLines.Validate(request.ToJsonString()))!;
            Assert.Equal(recorded["id"]!.ToString(), answer["id"]!.ToString());
            if (answer["problems"]!.AsArray().Any(p => NotSupported.Contains(p!["code"]!.GetValue<string>())))
                notSupported++;
            else if (answer["valid"]!.GetValue<bool>() == recorded["valid"]!.GetValue<bool>())
                passed++;
            else
                failed.Add($"{recorded["id"]} ({recorded["authority"]}): {recorded["reason"]} {answer["problems"]!.ToJsonString()}");
        }

        var summary = $"{passed} pass, {failed.Count} fail, {notSupported} use what is not supported yet.\n{string.Join('\n', failed)}";
        output.WriteLine(summary);
        Assert.True(passed >= 261, summary);
    }
}
