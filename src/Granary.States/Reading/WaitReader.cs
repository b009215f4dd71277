using Granary.States.Definition;

namespace Granary.States.Reading;

static class WaitReader
{
    static readonly string[] Ways = ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"];

    public static WaitState Read(string name, Fields fields)
    {
        var given = Ways.Where(fields.Has).ToList();
        if (given.Count == 0)
            fields.Report.Add(new("GR2002", $"{fields.Subject} does not say how long to wait.", "Add one of Seconds, SecondsPath, Timestamp, TimestampPath.", fields.Source.Where), fields.Path);
        if (given.Count > 1)
            fields.Refuse("GR2004", $"{fields.Subject} has both '{given[0]}' and '{given[1]}'.", fields.Find(given[1])!.Value, given[1], "Keep one of the two.");
        return new()
        {
            Name = name,
            Comment = fields.Text("Comment"),
            InputPath = fields.PathOrNull("InputPath"),
            OutputPath = fields.PathOrNull("OutputPath"),
            Next = NextReader.Read(fields),
            Assign = AssignReader.Read(fields),
            For = ReadWait(fields) ?? new Wait.Seconds(0),
        };
    }

    static Wait? ReadWait(Fields fields)
    {
        if (fields.Whole("Seconds", 0, 99_999_999) is { } seconds)
            return new Wait.Seconds(seconds);
        if (fields.PathAt("SecondsPath") is { } secondsPath)
            return new Wait.SecondsAt(secondsPath);
        if (fields.PathAt("TimestampPath") is { } timestampPath)
            return new Wait.UntilAt(timestampPath);
        if (fields.Text("Timestamp") is not { } text)
            return null;
        if (Timestamp.TryParse(text, out var moment))
            return new Wait.Until(moment, text);
        fields.Refuse("GR2005", $"Timestamp of {fields.Owner} is '{text}'; it must be a time such as 2030-01-31T08:00:00Z.",
            fields.Find("Timestamp")!.Value, "Timestamp", awsMessage: "String does not match RFC3339 timestamp");
        return null;
    }
}
