using Granary.States.Definition;

namespace Granary.States.Reading;

/// <summary>Reads the states that hold other states.</summary>
sealed class NestingReader(StateMachineType type)
{
    static readonly string[] NotYet = ["ItemReader", "ItemBatcher", "ResultWriter"];

    public ParallelState ReadParallel(string name, Fields fields)
    {
        fields.Require("Branches");
        var branches = fields.Objects("Branches", "branch").Select(ReadBranch).ToList();
        if (branches.Count == 0 && fields.Has("Branches"))
            fields.Refuse("GR2002", $"'Branches' of {fields.Owner} is empty.", fields.Find("Branches")!.Value, "Branches");
        var work = new WorkReader(fields);
        return new()
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
            Branches = branches,
        };
    }

    public MapState ReadMap(string name, Fields fields)
    {
        foreach (var field in NotYet.Where(fields.Has))
            fields.Refuse("GR2031", $"'{field}' of {fields.Owner} is not supported yet.", fields.Find(field)!.Value, field);
        fields.Exclude("ItemProcessor", "Iterator");
        fields.Exclude("ItemSelector", "Parameters");
        var processor = ReadProcessor(fields);
        var work = new WorkReader(fields);
        var label = fields.Text("Label");
        if (label is { Length: > 40 })
            fields.Refuse("GR2007", $"Label of {fields.Owner} has {label.Length} characters; at most 40 are allowed.", fields.Find("Label")!.Value, "Label");
        return new()
        {
            Name = name,
            Comment = fields.Text("Comment"),
            InputPath = fields.PathOrNull("InputPath"),
            OutputPath = fields.PathOrNull("OutputPath"),
            Next = NextReader.Read(fields),
            Assign = fields.ObjectTemplateAt("Assign"),
            ResultPath = fields.ReferencePathOrNull("ResultPath"),
            ResultSelector = fields.TemplateAt("ResultSelector"),
            Retry = work.Retriers(),
            Catch = work.Catchers(),
            Processor = processor,
            ItemsPath = fields.PathAt("ItemsPath") ?? Paths.JsonPath.Whole,
            ItemSelector = fields.TemplateAt("ItemSelector") ?? fields.TemplateAt("Parameters"),
            MaxConcurrency = AmountAt(fields, "MaxConcurrency", double.MaxValue),
            ToleratedFailureCount = AmountAt(fields, "ToleratedFailureCount", double.MaxValue),
            ToleratedFailurePercentage = AmountAt(fields, "ToleratedFailurePercentage", 100),
            Label = label,
        };
    }

    Branch ReadBranch(Fields fields)
    {
        var graph = new GraphReader(type).Read(fields);
        var branch = new Branch { Comment = fields.Text("Comment"), StartAt = graph.StartAt, States = graph.States };
        fields.Finish();
        return branch;
    }

    ItemProcessor ReadProcessor(Fields map)
    {
        if (!map.Has("Iterator"))
            map.Require("ItemProcessor");
        var fields = map.ObjectAt("ItemProcessor", $"'ItemProcessor' of {map.Owner}") ?? map.ObjectAt("Iterator", $"'Iterator' of {map.Owner}");
        if (fields is null)
            return new() { StartAt = "", States = [] };
        var config = fields.ObjectAt("ProcessorConfig", $"'ProcessorConfig' of {map.Owner}");
        var mode = OneOf(config, "Mode", "INLINE", "DISTRIBUTED");
        var execution = OneOf(config, "ExecutionType", "STANDARD", "EXPRESS");
        config?.Finish();
        var inner = mode == "DISTRIBUTED" ? execution == "EXPRESS" ? StateMachineType.Express : StateMachineType.Standard : type;
        var graph = new GraphReader(inner).Read(fields);
        var processor = new ItemProcessor
        {
            Comment = fields.Text("Comment"),
            StartAt = graph.StartAt,
            States = graph.States,
            IsDistributed = mode == "DISTRIBUTED",
            ExecutionType = execution == "EXPRESS" ? StateMachineType.Express : StateMachineType.Standard,
        };
        fields.Finish();
        return processor;
    }

    static string? OneOf(Fields? fields, string name, string first, string second)
    {
        if (fields?.Text(name) is not { } text)
            return null;
        if (text != first && text != second)
            fields.Refuse("GR2006", $"{name} of {fields.Owner} is '{text}'; there are {first} and {second}.", fields.Find(name)!.Value, name, Suggestion.For(text, [first, second]));
        return text;
    }

    static Amount? AmountAt(Fields fields, string name, double most)
    {
        fields.Exclude(name, name + "Path");
        if (fields.PathAt(name + "Path") is { } path)
            return new Amount.At(path);
        if (fields.Number(name, 0) is not { } count)
            return null;
        if (count > most)
            fields.Refuse("GR2005", $"{name} of {fields.Owner} is {count}; it must be at most {most}.", fields.Find(name)!.Value, name);
        return new Amount.Fixed(count);
    }
}
