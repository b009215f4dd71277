using Granary.Model;
using Granary.Model.Json;
using Granary.States.Definition;
using Granary.States.Tasks;

namespace Granary.States.Reading;

/// <summary>Reads one state.</summary>
sealed class StateReader(StateMachineType type)
{
    const string Unreadable = "arn:aws:states:::lambda:invoke";

    static readonly string[] Types = ["Task", "Pass", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map"];

    /// <returns>Null when the kind of state is not known; that has been reported.</returns>
    public State? Read(string name, Fields fields)
    {
        fields.Require("Type");
        if (QueryLanguageOf.Refuses(fields))
            return null;
        State? state = fields.Text("Type") switch
        {
            "Task" => ReadTask(name, fields),
            "Parallel" => new NestingReader(type).ReadParallel(name, fields),
            "Map" => new NestingReader(type).ReadMap(name, fields),
            "Pass" => ReadPass(name, fields),
            "Choice" => ChoiceReader.Read(name, fields),
            "Wait" => WaitReader.Read(name, fields),
            "Succeed" => ReadSucceed(name, fields),
            "Fail" => ReadFail(name, fields),
            var other => RefuseType(other, fields),
        };
        if (state is not null)
            fields.Finish();
        return state;
    }

    TaskState ReadTask(string name, Fields fields)
    {
        fields.Require("Resource");
        fields.Exclude("TimeoutSeconds", "TimeoutSecondsPath");
        fields.Exclude("HeartbeatSeconds", "HeartbeatSecondsPath");
        var work = new WorkReader(fields);
        var state = new TaskState
        {
            Name = name,
            Comment = fields.Text("Comment"),
            InputPath = fields.PathOrNull("InputPath"),
            OutputPath = fields.PathOrNull("OutputPath"),
            Next = NextReader.Read(fields),
            Assign = fields.ObjectTemplateAt("Assign"),
            Parameters = fields.TemplateAt("Parameters"),
            ResultPath = fields.ReferencePathOrNull("ResultPath"),
            ResultSelector = fields.TemplateAt("ResultSelector"),
            Retry = work.Retriers(),
            Catch = work.Catchers(),
            Resource = ReadResource(fields),
            Timeout = DurationAt(fields, "TimeoutSeconds"),
            Heartbeat = DurationAt(fields, "HeartbeatSeconds"),
            Credentials = fields.ObjectTemplateAt("Credentials"),
        };
        if (state is { Timeout: Duration.Fixed timeout, Heartbeat: Duration.Fixed heartbeat } && heartbeat.Time >= timeout.Time)
        {
            fields.Refuse("GR2005", $"HeartbeatSeconds of {fields.Owner} is {heartbeat.Time.TotalSeconds}; it must be less than its TimeoutSeconds, {timeout.Time.TotalSeconds}.",
                fields.Find("HeartbeatSeconds")!.Value, "HeartbeatSeconds");
        }

        return state;
    }

    TaskResource ReadResource(Fields fields)
    {
        if (fields.Text("Resource") is not { } arn)
            return Unreadable; // reported; a definition with errors is not handed out
        var at = fields.Find("Resource")!.Value;
        if (!TaskResource.TryParse(arn, out var resource, out var why) || (why = ReaderRefusal(resource)) is not null)
        {
            fields.Refuse("GR2015", $"The Resource of {fields.Owner} cannot be used: {why}", at, "Resource", awsMessage:
                $"The resource provided {arn} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.");
            return Unreadable;
        }

        if (resource.HasPlaceholder)
            fields.Report.Add(new("GR2018", $"The Resource of {fields.Owner} still holds a placeholder: {arn}.", "Fill it before the machine runs.", at.Where, ProblemSeverity.Warning), fields.PathOf("Resource"));
        if (!ServiceActions.IsBuilt(resource))
            fields.Report.Add(NotBuilt(resource, fields, at), fields.PathOf("Resource"));
        if (type == StateMachineType.Express && ExpressRefusal(resource) is { } refusal)
            fields.Refuse("GR2017", $"An Express state machine cannot use {arn}.", at, "Resource", awsMessage: refusal);
        return resource;
    }

    static Problem NotBuilt(TaskResource resource, Fields fields, JsonSource at) => new(
        "GR4110", $"{resource} of {fields.Owner} is an integration of the service that is not built here.",
        "It runs on mocks that say what it answers, and not in a home.", at.Where, ProblemSeverity.Warning);

    /// <summary>What reads and writes for a map is no work of a Task.</summary>
    static string? ReaderRefusal(TaskResource resource) => resource.Service == "s3"
        ? $"s3:{resource.Action} stands in an ItemReader or a ResultWriter; a Task uses arn:aws:states:::aws-sdk:s3:{resource.Action}."
        : null;

    static string? ExpressRefusal(TaskResource resource) => resource switch
    {
        { Kind: TaskResourceKind.Activity } => "Express state machine does not support Activity ARN",
        { Pattern: TaskPattern.Sync or TaskPattern.Sync2 } => "Express state machine does not support '.sync' service integration",
        { Pattern: TaskPattern.WaitForTaskToken } => "Express state machine does not support '.waitForTaskToken' service integration ",
        _ => null,
    };

    static Duration? DurationAt(Fields fields, string name)
    {
        if (fields.PathAt(name + "Path") is { } path)
            return new Duration.At(path);
        return fields.Whole(name, 1, 99_999_999) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    static PassState ReadPass(string name, Fields fields) => new()
    {
        Name = name,
        Comment = fields.Text("Comment"),
        InputPath = fields.PathOrNull("InputPath"),
        OutputPath = fields.PathOrNull("OutputPath"),
        Next = NextReader.Read(fields),
        Assign = fields.ObjectTemplateAt("Assign"),
        Parameters = fields.TemplateAt("Parameters"),
        ResultPath = fields.ReferencePathOrNull("ResultPath"),
        Result = fields.DataAt("Result"),
    };

    static SucceedState ReadSucceed(string name, Fields fields) => new()
    {
        Name = name,
        Comment = fields.Text("Comment"),
        InputPath = fields.PathOrNull("InputPath"),
        OutputPath = fields.PathOrNull("OutputPath"),
    };

    static FailState ReadFail(string name, Fields fields)
    {
        fields.Exclude("Error", "ErrorPath");
        fields.Exclude("Cause", "CausePath");
        return new()
        {
            Name = name,
            Comment = fields.Text("Comment"),
            Error = FailTextAt(fields, "Error"),
            Cause = FailTextAt(fields, "Cause"),
        };
    }

    static FailText? FailTextAt(Fields fields, string name)
    {
        if (fields.ExpressionAt(name + "Path") is { } expression)
            return new FailText.From(expression);
        return fields.Text(name) is { } text ? new FailText.Fixed(text) : null;
    }

    static State? RefuseType(string? written, Fields fields)
    {
        if (written is null)
            return null;
        var at = fields.Find("Type")!.Value;
        fields.Refuse("GR2006", $"The Type of {fields.Owner} is '{written}'; there are {string.Join(", ", Types)}.", at, "Type", Suggestion.For(written, Types));
        return null;
    }
}
