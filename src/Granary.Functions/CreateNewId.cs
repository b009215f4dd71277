using System.Text.Json.Nodes;
using Granary.Platform.Functions;
using Granary.Platform.Items;

namespace Granary.Functions;

/// <summary>Opens the tracking record of a run. Returns its event plus <c>jobId</c>, a version 4 UUID.</summary>
public sealed class CreateNewId(FunctionContext context) : StepFunction
{
    protected override async Task<JsonObject> HandleAsync(JsonObject input, CancellationToken cancellationToken)
    {
        var jobId = Guid.NewGuid().ToString();
        var record = TrackingRecord.Key(jobId, context.Variable("PROJECT"));
        record["jobState"] = TrackingRecord.Text("IN_PROGRESS");
        record["timestamp"] = TrackingRecord.Text(TrackingRecord.Now(context.Clock));
        try
        {
            await context.Items.WriteAsync(
                new ItemWrite.Put(context.Variable("TABLE_NAME"), record, Condition.HasNot("jobId")), cancellationToken);
        }
        catch (ItemsException e)
        {
            throw new FunctionException(
                "TrackingRecordNotWritten",
                $"The tracking record of job {jobId} cannot be written to the table {context.Variable("TABLE_NAME")}: {e.Message}", e);
        }

        input["jobId"] = jobId;
        return input;
    }
}
