using Granary.Model;
using Granary.States.Definition;
using Granary.States.Tasks;

namespace Granary.States.Reading;

/// <summary>Reads who does the work of a Task.</summary>
sealed class ResourceReader(StateMachineType type)
{
    public TaskResource Read(Fields fields)
    {
        if (fields.Text("Resource") is not { } arn)
            return "arn:aws:states:::unknown:unknown"; // reported; a definition with errors is not handed out
        var at = fields.Find("Resource")!.Value;
        if (!TaskResource.TryParse(arn, out var resource, out var why))
        {
            fields.Refuse("GR2015", $"The Resource of {fields.Owner} cannot be used: {why}", at, "Resource", awsMessage:
                $"The resource provided {arn} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.");
            return "arn:aws:states:::unknown:unknown";
        }

        if (resource.HasPlaceholder)
            fields.Report.Add(new("GR2018", $"The Resource of {fields.Owner} still holds a placeholder: {arn}.", "Fill it before the machine runs.", at.Where, ProblemSeverity.Warning), fields.PathOf("Resource"));
        if (type == StateMachineType.Express && ExpressRefusal(resource) is { } refusal)
            fields.Refuse("GR2017", $"An Express state machine cannot use {arn}.", at, "Resource", awsMessage: refusal);
        return resource;
    }

    static string? ExpressRefusal(TaskResource resource) => resource switch
    {
        { Kind: TaskResourceKind.Activity } => "Express state machine does not support Activity ARN",
        { Pattern: TaskPattern.Sync or TaskPattern.Sync2 } => "Express state machine does not support '.sync' service integration",
        { Pattern: TaskPattern.WaitForTaskToken } => "Express state machine does not support '.waitForTaskToken' service integration ",
        _ => null,
    };
}
