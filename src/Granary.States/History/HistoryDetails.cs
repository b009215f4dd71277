using System.Text.Json;

namespace Granary.States.History;

/// <summary>
/// What an event tells besides its type, in the members that the service writes. Inputs, outputs and parameters are JSON texts. A closed
/// set.
/// </summary>
public abstract record HistoryDetails
{
    HistoryDetails() { }

    public sealed record Started(string Input, string RoleArn) : HistoryDetails;

    /// <summary>Of an execution, a function or an activity.</summary>
    public sealed record Succeeded(string Output) : HistoryDetails;

    /// <summary>Of an execution, a function or an activity that failed, timed out or was aborted.</summary>
    public sealed record Failed(string? Error, string? Cause) : HistoryDetails;

    public sealed record StateEntered(string Name, string Input) : HistoryDetails;

    /// <param name="AssignedVariables">Names with the JSON texts of their values; null when the state sets none.</param>
    public sealed record StateExited(string Name, string Output, IReadOnlyList<KeyValuePair<string, string>>? AssignedVariables = null)
        : HistoryDetails;

    /// <param name="ResourceType">The service.</param>
    /// <param name="Resource">The action.</param>
    public sealed record TaskScheduled(
        string ResourceType,
        string Resource,
        string Region,
        string Parameters,
        long? TimeoutInSeconds,
        long? HeartbeatInSeconds,
        string? RoleArn
    ) : HistoryDetails;

    public sealed record TaskStarted(string ResourceType, string Resource) : HistoryDetails;

    /// <summary>Of a task that was submitted or succeeded.</summary>
    public sealed record TaskOutput(string ResourceType, string Resource, string Output) : HistoryDetails;

    /// <summary>Of a task that failed or timed out.</summary>
    public sealed record TaskFailed(string ResourceType, string Resource, string? Error, string? Cause) : HistoryDetails;

    /// <summary>Of a function or an activity.</summary>
    public sealed record Scheduled(string Resource, string Input, long? TimeoutInSeconds, long? HeartbeatInSeconds) : HistoryDetails;

    public sealed record WorkerStarted(string? WorkerName) : HistoryDetails;

    /// <param name="Length">How many items.</param>
    public sealed record MapStarted(int Length) : HistoryDetails;

    /// <param name="Name">The Map state.</param>
    /// <param name="Index">From 0.</param>
    public sealed record MapIteration(string Name, int Index) : HistoryDetails;

    public sealed record MapRunStarted(string MapRunArn) : HistoryDetails;

    /// <param name="RedriveCount">From 1.</param>
    public sealed record Redriven(int RedriveCount) : HistoryDetails;

    /// <summary>The member of the event that holds the details.</summary>
    public string MemberOf(HistoryEventType type)
    {
        if (this is StateEntered)
            return "stateEnteredEventDetails";
        if (this is StateExited)
            return "stateExitedEventDetails";
        return Members[(int)type];
    }

    static readonly string[] Members =
    [
        .. Enum.GetNames<HistoryEventType>().Select(n => char.ToLowerInvariant(n[0]) + n[1..] + "EventDetails"),
    ];

    public void WriteTo(Utf8JsonWriter writer)
    {
        switch (this)
        {
            case Started d:
                WriteData(writer, "input", d.Input);
                writer.WriteString("roleArn", d.RoleArn);
                break;
            case Succeeded d:
                WriteData(writer, "output", d.Output);
                break;
            case Failed d:
                WriteError(writer, d.Error, d.Cause);
                break;
            case StateEntered d:
                writer.WriteString("name", d.Name);
                WriteData(writer, "input", d.Input);
                break;
            case StateExited d:
                WriteExited(writer, d);
                break;
            case TaskScheduled d:
                WriteScheduled(writer, d);
                break;
            case TaskStarted d:
                WriteResource(writer, d.ResourceType, d.Resource);
                break;
            case TaskOutput d:
                WriteResource(writer, d.ResourceType, d.Resource);
                WriteData(writer, "output", d.Output);
                break;
            case TaskFailed d:
                WriteResource(writer, d.ResourceType, d.Resource);
                WriteError(writer, d.Error, d.Cause);
                break;
            case Scheduled d:
                writer.WriteString("resource", d.Resource);
                WriteData(writer, "input", d.Input);
                WriteSeconds(writer, d.TimeoutInSeconds, d.HeartbeatInSeconds);
                break;
            case MapStarted d:
                writer.WriteNumber("length", d.Length);
                break;
            case MapIteration d:
                writer.WriteString("name", d.Name);
                writer.WriteNumber("index", d.Index);
                break;
            case MapRunStarted d:
                writer.WriteString("mapRunArn", d.MapRunArn);
                break;
            case Redriven d:
                writer.WriteNumber("redriveCount", d.RedriveCount);
                break;
            case WorkerStarted { WorkerName: { } worker }:
                writer.WriteString("workerName", worker);
                break;
        }
    }

    static void WriteScheduled(Utf8JsonWriter writer, TaskScheduled details)
    {
        WriteResource(writer, details.ResourceType, details.Resource);
        writer.WriteString("region", details.Region);
        writer.WriteString("parameters", details.Parameters);
        WriteSeconds(writer, details.TimeoutInSeconds, details.HeartbeatInSeconds);
        if (details.RoleArn is null)
            return;
        writer.WriteStartObject("taskCredentials");
        writer.WriteString("roleArn", details.RoleArn);
        writer.WriteEndObject();
    }

    static void WriteExited(Utf8JsonWriter writer, StateExited details)
    {
        writer.WriteString("name", details.Name);
        WriteData(writer, "output", details.Output);
        if (details.AssignedVariables is null)
            return;
        writer.WriteStartObject("assignedVariables");
        foreach (var (name, value) in details.AssignedVariables)
            writer.WriteString(name, value);
        writer.WriteEndObject();
        WriteNotTruncated(writer, "assignedVariables");
    }

    static void WriteResource(Utf8JsonWriter writer, string type, string resource)
    {
        writer.WriteString("resourceType", type);
        writer.WriteString("resource", resource);
    }

    static void WriteData(Utf8JsonWriter writer, string name, string text)
    {
        writer.WriteString(name, text);
        WriteNotTruncated(writer, name);
    }

    static void WriteNotTruncated(Utf8JsonWriter writer, string name)
    {
        writer.WriteStartObject(name + "Details");
        writer.WriteBoolean("truncated", false);
        writer.WriteEndObject();
    }

    static void WriteError(Utf8JsonWriter writer, string? error, string? cause)
    {
        if (error is not null)
            writer.WriteString("error", error);
        if (cause is not null)
            writer.WriteString("cause", cause);
    }

    static void WriteSeconds(Utf8JsonWriter writer, long? timeout, long? heartbeat)
    {
        if (timeout is { } t)
            writer.WriteNumber("timeoutInSeconds", t);
        if (heartbeat is { } h)
            writer.WriteNumber("heartbeatInSeconds", h);
    }
}
