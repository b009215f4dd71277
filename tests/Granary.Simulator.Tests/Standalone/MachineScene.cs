using System.Text.Json.Nodes;
using Granary.Simulator.Standalone;

namespace Granary.Simulator.Tests.Standalone;

/// <summary>Runs machines by lines, as a program that writes to standard input would.</summary>
static class MachineScene
{
    static readonly RequestLines Lines = new(new(TimeProvider.System));

    public static async Task<JsonObject> AnswerAsync(string line) =>
        JsonNode.Parse(await Lines.RunAsync(line, CancellationToken.None))!.AsObject();

    /// <param name="states">The members of <c>States</c>; the first one is where it starts.</param>
    public static Task<JsonObject> RunAsync(string states, string mocks = "{}", string input = "{}", string type = "STANDARD") =>
        AnswerAsync($$"""
            {"id":1,"definition":{"StartAt":"A","States":{{states}}},"input":{{input}},"mocks":{{mocks}},"type":"{{type}}",
             "clock":"virtual"}
            """.ReplaceLineEndings(""));

    public static IEnumerable<string> EventTypes(this JsonObject answer) => answer["events"]!.AsArray().Select(e => e!["type"]!.ToString());

    public static string Json(this JsonNode? node) => node?.ToJsonString() ?? "null";
}
