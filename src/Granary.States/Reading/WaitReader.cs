using Granary.Model;
using Granary.States.Definition;

namespace Granary.States.Reading;

static class WaitReader
{
    public static WaitState Read(string name, Fields fields)
    {
        RequireOne(fields, "Seconds", "SecondsPath", "Timestamp", "TimestampPath");
        return new WaitState { Name = name, For = ReadWait(fields) ?? new Wait.Seconds(0) }.WithStep(fields);
    }

    static Wait? ReadWait(Fields fields)
    {
        if (fields.Whole("Seconds", 0, 99_999_999) is { } seconds)
            return new Wait.Seconds(seconds);
        if (fields.PlaceAt("SecondsPath") is { } secondsPath)
            return new Wait.SecondsAt(secondsPath);
        if (fields.PlaceAt("TimestampPath") is { } timestampPath)
            return new Wait.UntilAt(timestampPath);
        return fields.Text("Timestamp") is { } text ? ReadTimestamp(fields, text) : null;
    }

    /// <summary>Reports a state that does not say how long to wait, or says it twice.</summary>
    public static void RequireOne(Fields fields, params string[] ways)
    {
        var given = ways.Where(fields.Has).ToList();
        if (given.Count == 0)
            fields.Report.Add(
                new(
                    "GR2002", ProblemKind.Usage,
                    $"{fields.Subject} does not say how long to wait.", $"Add one of {string.Join(", ", ways)}.",
                    fields.Source.Where),
                fields.Path);
        if (given.Count > 1)
            fields.Refuse(
                "GR2004", $"{fields.Subject} has both '{given[0]}' and '{given[1]}'.", fields.Find(given[1])!.Value, given[1],
                "Keep one of the two.");
    }

    public static Wait? ReadTimestamp(Fields fields, string text)
    {
        if (Timestamp.TryParse(text, out var moment))
            return new Wait.Until(moment, text);
        fields.Refuse("GR2005", $"Timestamp of {fields.Owner} is '{text}'; it must be a time such as 2030-01-31T08:00:00Z.",
            fields.Find("Timestamp")!.Value, "Timestamp", awsMessage: "String does not match RFC3339 timestamp");
        return null;
    }
}
