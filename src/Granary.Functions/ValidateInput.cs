using System.Text.Json.Nodes;
using Granary.Platform.Functions;
using Granary.Platform.Objects;

namespace Granary.Functions;

/// <summary>Stops a run that has no object below <c>INPUT_PREFIX</c> in <c>LANDING_BUCKET</c>. Returns its event unchanged.</summary>
public sealed class ValidateInput(FunctionContext context) : StepFunction
{
    protected override async Task<JsonObject> HandleAsync(JsonObject input, CancellationToken cancellationToken)
    {
        var bucket = context.Variable("LANDING_BUCKET");
        var prefix = context.Variable("INPUT_PREFIX");
        try
        {
            await foreach (var item in context.Objects.ListAsync(bucket, prefix, cancellationToken: cancellationToken))
            {
                if (!item.IsFolderMarker)
                    return input;
            }
        }
        catch (ObjectsException e)
        {
            throw new FunctionException("InputUnreadable", $"The input below s3://{bucket}/{prefix} cannot be listed: {e.Message}", e);
        }

        throw new FunctionException("InputMissing", $"There is no input: bucket {bucket} has no object below {prefix}.");
    }
}
