using Granary.Model;

namespace Granary.States.Reading;

/// <summary>Reads where a state goes on: exactly one of Next and End.</summary>
static class NextReader
{
    public static string? Read(Fields fields)
    {
        var next = fields.Text("Next");
        var end = fields.Boolean("End");
        if (fields.Has("Next") && end == true)
            fields.Refuse(
                "GR2020", $"State has both 'Next' and 'End': {fields.Owner}.", fields.Find("End")!.Value, "End", "Keep one of the two.");
        else if (!fields.Has("Next") && end is not true)
            fields.Report.Add(
                new(
                    "GR2020", ProblemKind.Usage,
                    $"Nothing follows {fields.Owner}: it has neither 'Next' nor \"End\": true.",
                    "Name the state that follows, or end here.", fields.Source.Where),
                fields.Path);
        return next;
    }
}
