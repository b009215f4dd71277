using Granary.States.Reading;

namespace Granary.States.Jsonata;

/// <summary>Reads a state in JSONata: its structure and where its expressions begin and end, not what they say.</summary>
/// <remarks>Source: Amazon States Language, "Query Languages" and the fields of each state type.</remarks>
sealed class JsonataStateReader(Dialect dialect)
{
    const double MostSeconds = 99_999_999;

    public JsonataState Read(string name, string type, Fields fields)
    {
        var values = new JsonataValues(fields);
        fields.Text("Comment");
        switch (type)
        {
            case "Task":
                ReadTask(fields, values);
                break;
            case "Parallel":
                new ParallelReader(dialect).ReadBranches(fields);
                values.Any("Arguments");
                ReadWork(fields);
                break;
            case "Map":
                new JsonataMapReader(dialect).Read(fields, values);
                ReadWork(fields);
                break;
            case "Choice":
                ReadChoice(fields);
                break;
            case "Wait":
                ReadWait(fields, values);
                break;
            case "Fail":
                values.Any("Error", "Cause");
                fields.Text("Error");
                fields.Text("Cause");
                break;
        }

        if (type is "Pass" or "Wait" or "Task" or "Parallel" or "Map")
            NextReader.Read(fields);
        if (type is not ("Fail" or "Succeed"))
            AssignReader.ReadNames(fields);
        if (type is not ("Fail" or "Succeed"))
            values.Any("Assign");
        if (type != "Fail")
            values.Any("Output");
        fields.Finish();
        return new(type, fields.Source) { Name = name };
    }

    void ReadTask(Fields fields, JsonataValues values)
    {
        fields.Require("Resource");
        new ResourceReader(dialect.Type).Read(fields);
        values.Any("Arguments");
        values.Object("Credentials");
        values.Number("TimeoutSeconds", 1, MostSeconds);
        values.Number("HeartbeatSeconds", 1, MostSeconds);
        ReadWork(fields);
    }

    static void ReadWork(Fields fields)
    {
        var work = new WorkReader(fields);
        work.Retriers();
        var errors = new List<IReadOnlyList<string>>();
        foreach (var catcher in fields.Objects("Catch", "catcher"))
        {
            catcher.Require("ErrorEquals");
            catcher.Require("Next");
            catcher.Text("Comment");
            errors.Add(catcher.Texts("ErrorEquals"));
            catcher.Text("Next");
            AssignReader.ReadNames(catcher);
            new JsonataValues(catcher).Any("Assign", "Output");
            catcher.Finish();
        }

        work.CheckAllComesLast("Catch", errors);
    }

    static void ReadChoice(Fields fields)
    {
        fields.Require("Choices");
        var count = 0;
        foreach (var rule in fields.Objects("Choices", "rule"))
        {
            count++;
            var values = new JsonataValues(rule);
            values.Condition("Condition");
            rule.Require("Next");
            rule.Text("Next");
            rule.Text("Comment");
            AssignReader.ReadNames(rule);
            values.Any("Assign", "Output");
            rule.Finish();
        }

        if (count == 0 && fields.Has("Choices"))
            fields.Refuse("GR2002", $"'Choices' of {fields.Owner} is empty.", fields.Find("Choices")!.Value, "Choices");
        fields.Text("Default");
    }

    static void ReadWait(Fields fields, JsonataValues values)
    {
        WaitReader.RequireOne(fields, "Seconds", "Timestamp");
        values.Number("Seconds", 0, MostSeconds);
        if (fields.Text("Timestamp") is { } text && !JsonataValues.IsExpression(text))
            WaitReader.ReadTimestamp(fields, text);
    }
}
