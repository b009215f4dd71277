using System.Text.Json;
using System.Text.Json.Nodes;
using Granary.Platform.Functions;
using Granary.Platform.Items;

namespace Granary.Functions;

/// <summary>Closes the tracking record of a run with the state that its job reached. Returns its event unchanged.</summary>
/// <remarks>
/// The job's id stands at <c>$.jobId</c>, else at <c>$.step1Result.Output.jobId</c>. The state is the <c>JobRunState</c> at
/// <c>$.logged.jobDetails</c> or, after a failure, in the cause that the Catch put at <c>$.error</c>; FAILED when there is none.
/// </remarks>
public sealed class LogResults(FunctionContext context) : StepFunction
{
    protected override async Task<JsonObject> HandleAsync(JsonObject input, CancellationToken cancellationToken)
    {
        var jobId =
            Text(input["jobId"])
            ?? Text(At(input, "step1Result", "Output", "jobId"))
            ?? throw new FunctionException(
                "InvalidEvent", "The event has no job id, neither at $.jobId nor at $.step1Result.Output.jobId.");
        var changes = new JsonObject
        {
            ["jobState"] = TrackingRecord.Text(JobState(input)),
            ["timestamp"] = TrackingRecord.Text(TrackingRecord.Now(context.Clock)),
            ["fullResponse"] = TrackingRecord.Text(input.ToJsonString()),
        };
        try
        {
            await context.Items.WriteAsync(
                new ItemWrite.Update(
                    context.Variable("TABLE_NAME"), TrackingRecord.Key(jobId, context.Variable("PROJECT")),
                    UpdateExpression.Setting(changes), Condition.Has("jobId")),
                cancellationToken);
        }
        catch (ItemsException e)
        {
            throw new FunctionException(
                "TrackingRecordNotWritten",
                $"The tracking record of job {jobId} cannot be written to the table {context.Variable("TABLE_NAME")}: {e.Message}", e);
        }

        return input;
    }

    static string JobState(JsonObject input)
    {
        if (input["error"] is null)
            return Text(At(input, "logged", "jobDetails", "JobRunState")) ?? "FAILED";
        var state = StateIn(Text(At(input, "error", "Cause")));

        // A run that was caught did not succeed, whatever the job it failed beside says of itself.
        return state is null or "SUCCEEDED" ? "FAILED" : state;
    }

    /// <summary>A job's failure carries the job run as JSON text; other causes are plain words.</summary>
    static string? StateIn(string? cause)
    {
        try
        {
            return cause is null ? null : Text(At(JsonNode.Parse(cause), "JobRunState"));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static JsonNode? At(JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            node = node is JsonObject inner ? inner[name] : null;
        return node;
    }

    static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
