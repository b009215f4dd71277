using Granary.States.Definition;
using Granary.States.Jsonata;

namespace Granary.States.Reading;

/// <summary>Reads one state.</summary>
sealed class StateReader(Dialect dialect)
{
    static readonly string[] Types = ["Task", "Pass", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map"];

    /// <returns>Null when the kind of state is not known; that has been reported.</returns>
    public State? Read(string name, Fields fields)
    {
        fields.Require("Type");
        var type = fields.Text("Type");
        if (QueryLanguageReader.Read(fields, dialect.Language) == QueryLanguage.Jsonata && Types.Contains(type))
            return new JsonataStateReader(dialect).Read(name, type!, fields);
        State? state = type switch
        {
            "Task" => ReadTask(name, fields),
            "Parallel" => new ParallelReader(dialect).Read(name, fields),
            "Map" => new MapReader(dialect).Read(name, fields),
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
        var state = new WorkReader(fields).Complete(new TaskState
        {
            Name = name,
            Parameters = fields.TemplateAt("Parameters"),
            Resource = new ResourceReader(dialect.Type).Read(fields),
            Timeout = DurationAt(fields, "TimeoutSeconds"),
            Heartbeat = DurationAt(fields, "HeartbeatSeconds"),
            Credentials = fields.ObjectTemplateAt("Credentials"),
        });
        ParameterCheck.Check(fields, state.Resource);
        if (state is { Timeout: Duration.Fixed timeout, Heartbeat: Duration.Fixed heartbeat } && heartbeat.Time >= timeout.Time)
        {
            fields.Refuse("GR2005", $"HeartbeatSeconds of {fields.Owner} is {heartbeat.Time.TotalSeconds}; it must be less than its "
                + $"TimeoutSeconds, {timeout.Time.TotalSeconds}.",
                fields.Find("HeartbeatSeconds")!.Value, "HeartbeatSeconds");
        }

        return state;
    }

    static Duration? DurationAt(Fields fields, string name)
    {
        if (fields.PlaceAt(name + "Path") is { } path)
            return new Duration.At(path);
        return fields.Whole(name, 1, 99_999_999) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    static PassState ReadPass(string name, Fields fields) =>
        new PassState { Name = name, Parameters = fields.TemplateAt("Parameters"), Result = fields.DataAt("Result") }.WithResult(fields);

    static SucceedState ReadSucceed(string name, Fields fields) => new SucceedState { Name = name }.WithPaths(fields);

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
        {
            if (!expression.MayBeText)
            {
                fields.Refuse(
                    "GR2012", $"'{expression.Text}' for '{name}Path' of {fields.Owner} never gives text.",
                    fields.Find(name + "Path")!.Value, name + "Path",
                    "Functions that do are ArrayGetItem, Base64Decode, Base64Encode, Format, Hash, JsonToString and UUID.");
            }

            return new FailText.From(expression);
        }

        return fields.Text(name) is { } text ? new FailText.Fixed(text) : null;
    }

    static State? RefuseType(string? written, Fields fields)
    {
        if (written is null)
            return null;
        var at = fields.Find("Type")!.Value;
        fields.Refuse(
            "GR2006", $"The Type of {fields.Owner} is '{written}'; there are {string.Join(", ", Types)}.", at, "Type",
            Suggestion.For(written, Types));
        return null;
    }
}
