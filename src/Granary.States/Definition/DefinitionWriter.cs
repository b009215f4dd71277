using System.Diagnostics;
using System.Text.Json.Nodes;
using Granary.States.Expressions;
using Granary.States.Paths;

namespace Granary.States.Definition;

/// <summary>Writes a definition as Amazon States Language. What has its usual value is left out.</summary>
static class DefinitionWriter
{
    public static JsonObject Write(StateMachineDefinition machine)
    {
        var json = WriteGraph(machine);
        Put(json, "Version", machine.Version);
        Put(json, "TimeoutSeconds", Seconds(machine.Timeout));
        return json;
    }

    public static JsonObject Write(Branch branch) => WriteGraph(branch);

    public static JsonObject Write(ItemProcessor processor)
    {
        var json = WriteGraph(processor);
        if (processor.IsDistributed)
            json["ProcessorConfig"] = new JsonObject
            {
                ["Mode"] = "DISTRIBUTED",
                ["ExecutionType"] = processor.ExecutionType.ToString().ToUpperInvariant(),
            };
        return json;
    }

    static JsonObject WriteGraph(StateGraph graph)
    {
        var json = new JsonObject();
        Put(json, "Comment", graph.Comment);
        json["StartAt"] = graph.StartAt;
        var states = new JsonObject();
        foreach (var state in graph.States)
            states.Add(state.Name, Write(state));
        json["States"] = states;
        return json;
    }

    static JsonObject Write(State state)
    {
        var json = new JsonObject { ["Type"] = state.Type };
        Put(json, "Comment", state.Comment);
        PutPath(json, "InputPath", state.InputPath);
        switch (state)
        {
            case TaskState task:
                WriteTask(json, task);
                break;
            case ParallelState parallel:
                json["Branches"] = new JsonArray([.. parallel.Branches.Select(Write)]);
                WriteWork(json, parallel);
                break;
            case MapState map:
                MapWriter.Write(json, map);
                WriteWork(json, map);
                break;
            case PassState pass:
                WriteResult(json, pass);
                Put(json, "Result", pass.Result?.ToNode(), pass.Result is not null);
                break;
            case ChoiceState choice:
                ChoiceWriter.Write(json, choice);
                break;
            case WaitState wait:
                WriteWait(json, wait.For);
                break;
            case FailState fail:
                WriteText(json, "Error", fail.Error);
                WriteText(json, "Cause", fail.Cause);
                break;
            case SucceedState:
                break;
            default:
                throw new UnreachableException();
        }

        PutPath(json, "OutputPath", state.OutputPath);
        if (state is StepState step)
        {
            PutTemplate(json, "Assign", step.Assign);
            json[step.Next is null ? "End" : "Next"] = step.Next is null ? true : step.Next;
        }

        return json;
    }

    static void WriteTask(JsonObject json, TaskState task)
    {
        json["Resource"] = task.Resource.Arn;
        WriteDuration(json, "TimeoutSeconds", task.Timeout);
        WriteDuration(json, "HeartbeatSeconds", task.Heartbeat);
        PutTemplate(json, "Credentials", task.Credentials);
        WriteWork(json, task);
    }

    static void WriteResult(JsonObject json, ResultState state)
    {
        PutTemplate(json, "Parameters", state.Parameters);
        PutPath(json, "ResultPath", state.ResultPath);
    }

    static void WriteWork(JsonObject json, WorkState state)
    {
        WriteResult(json, state);
        PutTemplate(json, "ResultSelector", state.ResultSelector);
        if (state.Retry.Count > 0)
            json["Retry"] = new JsonArray([.. state.Retry.Select(Write)]);
        if (state.Catch.Count > 0)
            json["Catch"] = new JsonArray([.. state.Catch.Select(Write)]);
    }

    static JsonObject Write(Retrier retrier)
    {
        var usual = new Retrier { ErrorEquals = [] };
        var json = new JsonObject { ["ErrorEquals"] = Names(retrier.ErrorEquals) };
        Put(json, "Comment", retrier.Comment);
        Put(json, "IntervalSeconds", Seconds(retrier.Interval), retrier.Interval != usual.Interval);
        Put(json, "MaxAttempts", retrier.MaxAttempts, retrier.MaxAttempts != usual.MaxAttempts);
        Put(json, "BackoffRate", retrier.BackoffRate, !retrier.BackoffRate.Equals(usual.BackoffRate));
        Put(json, "MaxDelaySeconds", Seconds(retrier.MaxDelay));
        Put(json, "JitterStrategy", "FULL", retrier.Jitter == JitterStrategy.Full);
        return json;
    }

    static JsonObject Write(Catcher catcher)
    {
        var json = new JsonObject { ["ErrorEquals"] = Names(catcher.ErrorEquals) };
        Put(json, "Comment", catcher.Comment);
        PutPath(json, "ResultPath", catcher.ResultPath);
        PutTemplate(json, "Assign", catcher.Assign);
        json["Next"] = catcher.Next;
        return json;
    }

    static void WriteWait(JsonObject json, Wait wait)
    {
        (string Key, JsonNode Value) member = wait switch
        {
            Wait.Seconds s => ("Seconds", s.Count),
            Wait.SecondsAt s => ("SecondsPath", s.Path.Text),
            Wait.Until u => ("Timestamp", u.Text),
            Wait.UntilAt u => ("TimestampPath", u.Path.Text),
            _ => throw new UnreachableException(),
        };
        json[member.Key] = member.Value;
    }

    static void WriteText(JsonObject json, string key, FailText? text)
    {
        if (text is FailText.Fixed f)
            json[key] = f.Text;
        else if (text is FailText.From e)
            json[key + "Path"] = e.Expression.Text;
    }

    static void WriteDuration(JsonObject json, string key, Duration? duration)
    {
        if (duration is Duration.Fixed f)
            json[key] = Seconds(f.Time);
        else if (duration is Duration.At a)
            json[key + "Path"] = a.Path.Text;
    }

    static JsonArray Names(IEnumerable<string> names) => [.. names.Select(n => (JsonNode)n)];

    static JsonNode? Seconds(TimeSpan? time) => time is { } t ? (long)t.TotalSeconds : null;

    public static void PutPath(JsonObject json, string key, JsonPath? path) => Put(json, key, path?.Text, path is not { IsWhole: true });

    static void PutPath(JsonObject json, string key, ReferencePath? path) => Put(json, key, path?.Text, path is not { IsWhole: true });

    public static void PutTemplate(JsonObject json, string key, Template? template) =>
        Put(json, key, template?.Source.ToNode(), template is not null);

    public static void Put(JsonObject json, string key, JsonNode? value) => Put(json, key, value, value is not null);

    static void Put(JsonObject json, string key, JsonNode? value, bool when)
    {
        if (when)
            json[key] = value;
    }
}
