using Granary.Model;
using Granary.States.Definition;

namespace Granary.States.Reading;

/// <summary>Reads the fields that states of several kinds have.</summary>
static class CommonFields
{
    /// <summary>Of every state but Fail, which has neither input nor output.</summary>
    public static T WithPaths<T>(this T state, Fields fields)
        where T : State => (T)((State)state with
        {
            Comment = fields.Text("Comment"),
            InputPath = fields.PathOrNull("InputPath"),
            OutputPath = fields.PathOrNull("OutputPath"),
        });

    /// <summary>Of a state after which one other follows, too.</summary>
    public static T WithStep<T>(this T state, Fields fields)
        where T : StepState => (T)((StepState)state.WithPaths(fields) with
        {
            Next = NextReader.Read(fields),
            Assign = AssignReader.Read(fields),
        });

    /// <summary>Of a state that makes a result, too.</summary>
    public static T WithResult<T>(this T state, Fields fields)
        where T : ResultState => (T)((ResultState)state.WithStep(fields) with { ResultPath = fields.ReferencePathOrNull("ResultPath") });
}

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
