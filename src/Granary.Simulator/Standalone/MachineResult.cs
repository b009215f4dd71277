using System.Text.Json;
using System.Text.Json.Nodes;
using Granary.Emulator.StepFunctions;
using Granary.Model;
using Granary.Platform.Runs;
using Granary.States.Execution;
using Granary.States.Reading;

namespace Granary.Simulator.Standalone;

/// <summary>What came of a request. A closed set.</summary>
public abstract record MachineResult : IDisposable
{
    MachineResult() { }

    /// <summary>The execution was started and has ended.</summary>
    public sealed record Ended(ExecutionResult Result, DateTimeOffset Started, DateTimeOffset Stopped, EventSpool Events) : MachineResult;

    /// <summary>The service would not have made the state machine.</summary>
    public sealed record Invalid(string Error, string Cause, IReadOnlyList<DefinitionProblem> Problems) : MachineResult;

    /// <summary>The service would not have started the execution, or we cannot.</summary>
    public sealed record NotStarted(StartRefusal Refusal, IReadOnlyList<Problem> Problems) : MachineResult;

    /// <summary><c>SUCCEEDED</c>, <c>FAILED</c>, <c>TIMED_OUT</c>, <c>ABORTED</c>, <c>INVALID</c> or <c>START_FAILED</c>.</summary>
    public string Status => this switch
    {
        Ended e => e.Result.Status.ToRunStatus().Text(),
        Invalid => "INVALID",
        _ => "START_FAILED",
    };

    /// <summary>Lets go of the events.</summary>
    public void Dispose()
    {
        (this as Ended)?.Events.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes the members of docs/states.md, "Results".</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteString("status", Status);
        switch (this)
        {
            case Ended e:
                WriteEnded(json, e);
                break;
            case Invalid i:
                json.WriteString("error", i.Error);
                json.WriteString("cause", i.Cause);
                json.WriteStartArray("problems");
                foreach (var problem in i.Problems)
                    ProblemJson.Write(json, problem);
                json.WriteEndArray();
                break;
            case NotStarted n:
                json.WriteString("error", n.Refusal.Error);
                json.WriteString("cause", n.Refusal.Cause);
                break;
        }
    }

    static void WriteEnded(Utf8JsonWriter json, Ended ended)
    {
        json.WritePropertyName("output");
        WriteNode(json, ended.Result.Output);
        json.WriteString("error", ended.Result.Error);
        json.WriteString("cause", ended.Result.Cause);
        json.WriteString("startDate", Time(ended.Started));
        json.WriteString("stopDate", Time(ended.Stopped));
        json.WriteStartArray("events");
        ended.Events.WriteTo(json);
        json.WriteEndArray();
    }

    static void WriteNode(Utf8JsonWriter json, JsonNode? node)
    {
        if (node is null)
            json.WriteNullValue();
        else
            node.WriteTo(json);
    }

    static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
}
