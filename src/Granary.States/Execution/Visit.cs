using Granary.States.Definition;
using Granary.States.Expressions;
using Granary.States.Paths;
using Granary.States.Resuming;
using Granary.States.Values;

namespace Granary.States.Execution;

/// <summary>A state that has been entered: its input, and the steps from input to output that states share.</summary>
/// <param name="input">The raw input, before InputPath.</param>
/// <param name="enteredEventId">Causes of failures name it.</param>
/// <param name="past">Where the state stood when its record ended; null for one that was entered just now.</param>
sealed class Visit(Track track, State state, Data input, long enteredEventId, DataObject? mapItem, Scope scope, VisitPast? past)
{
    public VisitPast? Past => past;

    /// <summary>The event.</summary>
    public long Entered => enteredEventId;

    /// <summary>A resumed state counts from when it was entered first.</summary>
    public DateTimeOffset EnteredTime => scope.Context.EnteredTime;

    public Track Track => track;

    public Run Run => track.Run;

    public string StateName => state.Name;

    public Data Input => input;

    /// <summary>The item of the iteration that the state is in; null outside of maps.</summary>
    public DataObject? MapItem => mapItem;

    public Scope Scope => scope;

    /// <summary>The input after InputPath.</summary>
    public Data EffectiveInput() => Apply(state.InputPath, input);

    /// <summary>The state's work: its input after InputPath and Parameters.</summary>
    public Data Payload(Template? parameters)
    {
        var effective = EffectiveInput();
        return parameters is null ? effective : Evaluate(parameters, effective);
    }

    /// <summary>Puts a result into the raw input, where the path says.</summary>
    public Data Combine(ReferencePath? path, Data result)
    {
        if (path is null)
            return input;
        return path.IsWhole ? result : path.Write(input, result)
            ?? throw Failure(ErrorNames.ResultPathMatchFailure, $"Unable to apply ReferencePath {path.Text} to input {input}");
    }

    /// <summary>From the raw result of work to the output.</summary>
    /// <returns>The output, and the result that Assign sees.</returns>
    public (Data Output, Data Result) Finish(WorkState work, Data raw)
    {
        var result = work.ResultSelector is null ? raw : Evaluate(work.ResultSelector, raw);
        return (Output(Combine(work.ResultPath, result)), result);
    }

    /// <summary>What goes on, after OutputPath.</summary>
    public Data Output(Data combined)
    {
        var output = Apply(state.OutputPath, combined);
        return Quotas.IsTooLarge(output) ? throw Quotas.TooLarge(state.Name) : output;
    }

    public Data Evaluate(Template template, Data root)
    {
        try
        {
            return template.Evaluate(root, scope);
        }
        catch (TemplateException e)
        {
            throw e is { Expression: PathExpression, Why: PathNotFoundException missing }
                ? Failure(ErrorNames.Runtime, $"The JSONPath '{missing.Path.Text}' specified for the field '{e.Field}' could not be found "
                    + $"in the input '{missing.Input}'")
                : Failure(e.Expression, e.Why);
        }
    }

    public Data Evaluate(Expression expression, Data root)
    {
        try
        {
            return expression.Evaluate(root, scope);
        }
        catch (EvaluationException e)
        {
            throw Failure(expression, e);
        }
    }

    public Data Find(JsonPath path, Data root) => scope.Find(path, root) ?? throw Failure(ErrorNames.Runtime, PathText(path, root));

    /// <summary>Sets variables; all values are evaluated before the first is set.</summary>
    /// <returns>What the state's last event shows.</returns>
    public IReadOnlyList<KeyValuePair<string, string>>? Assign(Template? assign, Data root)
    {
        if (assign is null || Evaluate(assign, root) is not DataObject assigned)
            return null;
        scope.Variables.Set(assigned);
        return [.. assigned.Members.ToArray().Select(m => KeyValuePair.Create(m.Key, m.Value.ToString()))];
    }

    public StateFailure Failure(string error, string what) =>
        new(error, $"An error occurred while executing the state '{state.Name}' (entered at the event id #{enteredEventId}). {what}");

    StateFailure Failure(Expression expression, EvaluationException why) => (expression, why) switch
    {
        (PathExpression, PathNotFoundException e) => Failure(ErrorNames.Runtime, PathText(e.Path, e.Input)),
        (_, PathNotFoundException e) => Failure(
            ErrorNames.Runtime,
            $"The function '{expression.Text}' had the following error: The JsonPath argument for the field '{e.Path.Text}' could not be "
                + $"found in the input '{e.Input}'"),
        _ => Failure(ErrorNames.IntrinsicFailure, $"The function '{expression.Text}' had the following error: {why.Message}"),
    };

    Data Apply(JsonPath? path, Data root)
    {
        if (path is null)
            return DataObject.Empty;
        return path.IsWhole ? root : Find(path, root);
    }

    static string PathText(JsonPath path, Data root) => $"Invalid path '{path.Text}' : {MissingPath.Explain(path, root)}";
}
