using Granary.Model;
using Granary.Model.Json;
using Granary.States.Definition;

namespace Granary.States.Reading;

static class ChoiceReader
{
    public static ChoiceState Read(string name, Fields fields)
    {
        fields.Require("Choices");
        var choices = fields.Objects("Choices", "rule").Select(ReadRule).ToList();
        if (choices.Count == 0 && fields.Has("Choices"))
            fields.Refuse("GR2002", $"'Choices' of {fields.Owner} is empty.", fields.Find("Choices")!.Value, "Choices");
        return new ChoiceState
        {
            Name = name,
            Choices = choices,
            Default = fields.Text("Default"),
            Assign = AssignReader.Read(fields),
        }.WithPaths(fields);
    }

    static ChoiceRule ReadRule(Fields fields)
    {
        fields.Require("Next");
        var rule = new ChoiceRule
        {
            Comment = fields.Text("Comment"),
            Next = fields.Text("Next") ?? "",
            Assign = AssignReader.Read(fields),
            When = ReadCondition(fields),
        };
        fields.Finish();
        return rule;
    }

    static Condition ReadInner(Fields fields)
    {
        fields.Text("Comment");
        if (fields.Find("Next") is { } next)
            fields.Refuse("GR2004", $"'Next' stands inside {fields.Owner}; only a rule itself says where to go.", next.Value, "Next");
        var condition = ReadCondition(fields);
        fields.Finish();
        return condition;
    }

    static Condition ReadCondition(Fields fields)
    {
        if (fields.Has("And"))
            return new Condition.And(ReadMany(fields, "And"));
        if (fields.Has("Or"))
            return new Condition.Or(ReadMany(fields, "Or"));
        if (fields.ObjectAt("Not", $"'Not' in {fields.Owner}") is { } inner)
            return new Condition.Not(ReadInner(inner));
        return ReadTest(fields);
    }

    static List<Condition> ReadMany(Fields fields, string name)
    {
        var all = fields.Objects(name, $"'{name}' part").Select(ReadInner).ToList();
        if (all.Count == 0)
            fields.Refuse("GR2002", $"'{name}' in {fields.Owner} is empty.", fields.Find(name)!.Value, name);
        return all;
    }

    static Condition ReadTest(Fields fields)
    {
        fields.Require("Variable");
        var variable = fields.PathAt("Variable");
        var given = fields.Source.Members.Where(m => Comparison.Operators.Contains(m.Key)).ToList();
        if (given.Count != 1)
        {
            var unknown = fields.Source.Members.FirstOrDefault(m => m.Key is not ("Variable" or "Next" or "Comment" or "Assign"));
            if (given.Count > 1)
                fields.Refuse(
                    "GR2014", $"{fields.Subject} has both '{given[0].Key}' and '{given[1].Key}'.", given[1].Value, given[1].Key,
                    "Join them with And.");
            else if (unknown is null)
                fields.Report.Add(
                    new("GR2014", ProblemKind.Usage,
                        $"{fields.Subject} compares nothing.", "Add a comparison such as StringEquals.", fields.Source.Where),
                    fields.Path);
            else
                fields.Report.Add(
                    new(
                        "GR2014", ProblemKind.Usage,
                        $"{fields.Subject} has '{fields.Find(unknown.Key)!.Key}', and there is no such comparison.",
                        Suggestion.For(unknown.Key, Comparison.Operators), unknown.Where),
                    fields.Path);
        }

        Comparison? comparison = null;
        foreach (var member in given)
        {
            fields.Find(member.Key);
            if (!Comparison.TryMake(member.Key, SourceData.From(member.Value), out comparison, out var why))
            {
                fields.Refuse(
                    "GR2014", $"{why} It is in {fields.Owner}.", member.Value, member.Key,
                    awsMessage: member.Key.StartsWith("Timestamp", StringComparison.Ordinal) && member.Value is JsonTextSource
                        ? "String does not match RFC3339 timestamp"
                        : null);
            }
        }

        // What could not be read has been reported; a definition with errors is not handed out.
        return variable is not null && comparison is not null ? new Condition.Test(variable, comparison) : new Condition.And([]);
    }
}
