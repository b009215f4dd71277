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
