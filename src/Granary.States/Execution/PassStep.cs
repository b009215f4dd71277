using Granary.States.Definition;

namespace Granary.States.Execution;

static class PassStep
{
    public static StateResult Run(Visit visit, PassState state)
    {
        var payload = visit.Payload(state.Parameters);
        var result = state.Result ?? payload;
        var output = visit.Output(visit.Combine(state.ResultPath, result));
        return new(output, state.Next, visit.Assign(state.Assign, result));
    }
}

static class FailStep
{
    public static StateFailure Failure(Visit visit, FailState state) => new(Text(visit, state.Error), Text(visit, state.Cause));

    static string? Text(Visit visit, FailText? text) => text switch
    {
        FailText.Fixed f => f.Text,
        FailText.From e => visit.Evaluate(e.Expression, visit.Input) is Values.DataText t
            ? t.Value
            : throw visit.Failure(ErrorNames.Runtime, $"The path '{e.Expression.Text}' must give text."),
        _ => null,
    };
}
