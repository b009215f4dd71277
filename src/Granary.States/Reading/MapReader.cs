using Granary.States.Definition;

namespace Granary.States.Reading;

/// <summary>Reads Map states.</summary>
sealed class MapReader(Dialect dialect)
{
    const int MostLabelCharacters = 40;

    static readonly string[] DistributedAlone = ["ItemReader", "ItemBatcher", "ResultWriter"];

    static readonly Dictionary<string, bool> Modes = new() { ["INLINE"] = false, ["DISTRIBUTED"] = true };

    static readonly Dictionary<string, StateMachineType> ExecutionTypes = new()
    {
        ["STANDARD"] = StateMachineType.Standard,
        ["EXPRESS"] = StateMachineType.Express,
    };

    public MapState Read(string name, Fields fields)
    {
        fields.Exclude("ItemProcessor", "Iterator");
        fields.Exclude("ItemSelector", "Parameters");
        var processor = ReadProcessor(fields);
        var data = new MapDataReader(fields);
        var map = new WorkReader(fields).Complete(new MapState
        {
            Name = name,
            Processor = processor,
            Reader = data.Reader(),
            ItemsPath = fields.PathAt("ItemsPath") ?? Paths.JsonPath.Whole,
            ItemSelector = fields.TemplateAt("ItemSelector") ?? fields.TemplateAt("Parameters"),
            Batcher = data.Batcher(),
            Writer = data.Writer(),
            MaxConcurrency = AmountReader.Read(fields, "MaxConcurrency", 0),
            ToleratedFailureCount = AmountReader.Read(fields, "ToleratedFailureCount", 0),
            ToleratedFailurePercentage = AmountReader.ReadPercentage(fields, "ToleratedFailurePercentage"),
            Label = ReadLabel(fields),
        });
        CheckDistributed(fields, processor);
        return map;
    }

    public static void CheckDistributed(Fields fields, ItemProcessor processor)
    {
        if (processor.IsDistributed)
            return;
        foreach (var field in DistributedAlone.Where(fields.Has))
            fields.Refuse(
                "GR2061", $"'{field}' of {fields.Owner} needs a distributed map.", fields.Find(field)!.Value, field,
                "Add \"ProcessorConfig\": {\"Mode\": \"DISTRIBUTED\", \"ExecutionType\": \"STANDARD\"}.");
    }

    public ItemProcessor ReadProcessor(Fields map)
    {
        if (!map.Has("Iterator"))
            map.Require("ItemProcessor");
        var fields =
            map.ObjectAt("ItemProcessor", $"'ItemProcessor' of {map.Owner}") ?? map.ObjectAt("Iterator", $"'Iterator' of {map.Owner}");
        if (fields is null)
            return new() { StartAt = "", States = [] };
        var (isDistributed, executionType) = ReadConfig(map, fields);
        var graph = new GraphReader(isDistributed ? dialect with { Type = executionType } : dialect).Read(fields);
        var processor = new ItemProcessor
        {
            Comment = fields.Text("Comment"),
            StartAt = graph.StartAt,
            States = graph.States,
            IsDistributed = isDistributed,
            ExecutionType = executionType,
        };
        fields.Finish();
        return processor;
    }

    (bool IsDistributed, StateMachineType ExecutionType) ReadConfig(Fields map, Fields processor)
    {
        if (processor.ObjectAt("ProcessorConfig", $"'ProcessorConfig' of {map.Owner}") is not { } config)
            return (false, StateMachineType.Standard);
        var isDistributed = config.OneOf("Mode", Modes) ?? false;
        if (isDistributed)
            config.Require("ExecutionType");
        var executionType = config.OneOf("ExecutionType", ExecutionTypes) ?? StateMachineType.Standard;
        if (isDistributed && dialect.Type == StateMachineType.Express)
            config.Refuse(
                "GR2017", $"An Express state machine cannot use a distributed map: {map.Owner}.", config.Find("Mode")!.Value, "Mode");
        config.Finish();
        return (isDistributed, executionType);
    }

    public static string? ReadLabel(Fields fields)
    {
        var label = fields.Text("Label");
        if (label is { Length: > MostLabelCharacters })
            fields.Refuse(
                "GR2007", $"Label of {fields.Owner} has {label.Length} characters; at most {MostLabelCharacters} are allowed.",
                fields.Find("Label")!.Value, "Label");
        else if (label is not null && label.Any(IsRefused))
            fields.Refuse(
                "GR2007", $"Label of {fields.Owner} is '{label}'; blanks, brackets, wildcards and special characters are not allowed.",
                fields.Find("Label")!.Value, "Label");
        return label;
    }

    /// <remarks>Source: Step Functions developer guide, "Map state in Distributed mode", Label.</remarks>
    static bool IsRefused(char c) =>
        char.IsWhiteSpace(c) || char.IsControl(c) || "?*<>{}[]:;,\\|^~$#%&`\"".Contains(c, StringComparison.Ordinal);
}
