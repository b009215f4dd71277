using Granary.Model;
using Granary.Model.Json;
using Granary.States.Definition;
using Granary.States.Tasks;

namespace Granary.States.Reading;

/// <summary>Reads who does the work of a Task.</summary>
sealed class ResourceReader(StateMachineType type)
{
    const string Unreadable = "arn:aws:states:::http:invoke";

    public TaskResource Read(Fields fields)
    {
        if (fields.Text("Resource") is not { } arn)
            return Unreadable; // reported; a definition with errors is not handed out
        var at = fields.Find("Resource")!.Value;
        if (!TaskResource.TryParse(arn, out var resource, out var why) || (why = ReaderRefusal(resource)) is not null)
        {
            fields.Refuse("GR2015", $"The Resource of {fields.Owner} cannot be used: {why}", at, "Resource", awsMessage:
                $"The resource provided {arn} is not recognized. The value is not a valid resource ARN, or the resource is not available "
                    + "in this region.");
            return Unreadable;
        }

        if (resource.HasPlaceholder)
            fields.Report.Add(
                new(
                    "GR2018", ProblemKind.Usage,
                    $"The Resource of {fields.Owner} still holds a placeholder: {arn}.", "Fill it before the machine runs.",
                    at.Where, ProblemSeverity.Warning),
                fields.PathOf("Resource"));
        if (!ServiceActions.IsBuilt(resource))
            fields.Report.Add(NotBuilt(resource, fields, at), fields.PathOf("Resource"));
        if (type == StateMachineType.Express && ExpressRefusal(resource) is { } refusal)
            fields.Refuse("GR2017", $"An Express state machine cannot use {arn}.", at, "Resource", awsMessage: refusal);
        return resource;
    }

    static Problem NotBuilt(TaskResource resource, Fields fields, JsonSource at) => new(
        "GR4110", ProblemKind.Usage,
        $"{resource} of {fields.Owner} is an integration of the service that is not built here.",
        "It runs on mocks that say what it answers, and not in a home.", at.Where, ProblemSeverity.Warning);

    /// <summary>What reads and writes for a map is no work of a Task.</summary>
    static string? ReaderRefusal(TaskResource resource) => resource.Service == "s3"
        ? $"s3:{resource.Action} is in an ItemReader or a ResultWriter; a Task uses arn:aws:states:::aws-sdk:s3:{resource.Action}."
        : null;

    static string? ExpressRefusal(TaskResource resource) => resource switch
    {
        { Kind: TaskResourceKind.Activity } => "Express state machine does not support Activity ARN",
        { Pattern: TaskPattern.Sync or TaskPattern.Sync2 } => "Express state machine does not support '.sync' service integration",
        { Pattern: TaskPattern.WaitForTaskToken } => "Express state machine does not support '.waitForTaskToken' service integration ",
        _ => null,
    };
}
