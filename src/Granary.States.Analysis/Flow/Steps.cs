using Granary.States.Definition;
using Granary.States.Expressions;
using Granary.States.Paths;
using Granary.States.Values;

namespace Granary.States.Analysis.Flow;

/// <summary>The ways on from states, in shapes instead of values: what the interpreter does, for every run at once.</summary>
/// <param name="inside">Runs branches and iterations: what they give, and the error with which they end.</param>
/// <param name="report">Told of paths that say something about the machine.</param>
sealed class Steps(Func<StateGraph, Situation, IEnumerable<(Situation After, string? Error)>> inside, Action<FollowedPath> report)
{
    const int MostLooks = 16;

    /// <summary>Told of what is put into the execution's input under a name, and whether that was needed to be there before.</summary>
    public Action<string, bool>? WhenWritten { get; init; }

    /// <summary>Whether an iteration stands for all of its Map, so that its output is the Map's one item.</summary>
    public bool HasOneIteration { get; init; }

    /// <param name="at">With the state's input as its data.</param>
    public IEnumerable<Way> From(State state, Situation at)
    {
        at = Enter(state, at);
        return state switch
        {
            TaskState s => Task(s, at),
            PassState s => Pass(s, at),
            ChoiceState s => Choice(s, at),
            WaitState s => Wait(s, at),
            ParallelState s => Nesting(
                s, at, Payload(new(at, s.Name, report), s, s.Parameters), new Parts(inside, HasOneIteration).Branches),
            MapState s => Nesting(s, at, Payload(new(at, s.Name, report), s, null), new Parts(inside, HasOneIteration).Iterations),
            FailState s => Fail(s, at),
            _ => Succeed(state, at),
        };
    }

    static Situation Enter(State state, Situation at)
    {
        at = at with { Trail = new(state.Name, at.Trail) };
        return at.Visits is { } visits
            ? at with { Visits = visits.SetItem(state.Name, visits.GetValueOrDefault(state.Name) + 1) }
            : at with { Beliefs = at.Beliefs.Without($"result:{state.Name}").Without($"error:{state.Name}") };
    }

    IEnumerable<Way> Task(TaskState state, Situation at)
    {
        var look = Payload(new(at, state.Name, report), state, state.Parameters, out _);
        foreach (var (duration, field) in new[] { (state.Timeout, "TimeoutSecondsPath"), (state.Heartbeat, "HeartbeatSecondsPath") })
        {
            if (duration is Duration.At a)
                look.Expect(look.Find(a.Path, Effective(look, state), field), "IsNumeric");
        }

        if (state.Credentials is not null)
            look.Evaluate(state.Credentials, at.Data, "Credentials");
        if (look.HasFailed)
            yield break;

        var source = at.SourceOf("result", state.Name);
        var done = Finish(state, look.Fork(), Results.Of(state, new(source, "")));
        if (done is not null)
            yield return done with { After = done.After with { Answers = done.After.Answers.Add(new(state.Name, source, null, 1)) } };
        foreach (var way in Catches(state, look, null))
            yield return way;
        if (
            at.Visits is not null
            && Catching.CatcherOf(state, ErrorNames.TaskFailed) < 0
            && Catching.TriesOf(state, ErrorNames.TaskFailed) <= Catching.MostTries)
            yield return Failing(state, look, ErrorNames.TaskFailed);
    }

    IEnumerable<Way> Pass(PassState state, Situation at)
    {
        var look = Payload(new(at, state.Name, report), state, state.Parameters, out var payload);
        var result = state.Result is { } fixedResult ? Shape.Of(fixedResult) : payload;
        return look.HasFailed || Going(state, look, Output(state, look, Combine(state.ResultPath, look, result)), result) is not { } way
            ? []
            : [way];
    }

    IEnumerable<Way> Wait(WaitState state, Situation at)
    {
        var look = Payload(new(at, state.Name, report), state, null, out var effective);
        if (state.For is Definition.Wait.SecondsAt s)
            look.Expect(look.Find(s.Path, effective, "SecondsPath"), "IsNumeric");
        else if (state.For is Definition.Wait.UntilAt u)
            look.Expect(look.Find(u.Path, effective, "TimestampPath"), "IsTimestamp");
        return look.HasFailed || Going(state, look, Output(state, look, effective), effective) is not { } way ? [] : [way];
    }

    IEnumerable<Way> Choice(ChoiceState state, Situation at)
    {
        var first = Payload(new(at, state.Name, report), state, null, out var input);
        if (first.HasFailed)
            yield break;
        List<Look> others = [first];
        for (var i = 0; i < state.Choices.Count; i++)
        {
            var (rule, field) = (state.Choices[i], $"Choices[{i}]");
            foreach (var look in Some(others.SelectMany(l => Conditions.Assume(l, rule.When, true, input, field)), field))
            {
                if (Leave(state, look, input, rule.Assign ?? state.Assign, new(state.Name, "choice", i, rule.Next)) is { } way)
                    yield return way;
            }

            others = Some(others.SelectMany(l => Conditions.Assume(l, rule.When, false, input, field)), field);
        }

        foreach (var look in others)
        {
            if (
                state.Default is not null
                && Leave(state, look, input, state.Assign, new(state.Name, "default", 0, state.Default)) is { } way)
                yield return way;
        }
    }

    /// <summary>Conditions can come to hold in more ways than can be looked at.</summary>
    static List<Look> Some(IEnumerable<Look> looks, string field)
    {
        List<Look> some = [.. looks.Take(MostLooks + 1)];
        if (some.Count > MostLooks)
            some[0].Exclude(JsonPath.Whole, field);
        return some;
    }

    static Way? Leave(ChoiceState state, Look look, Shape input, Template? assign, Edge edge)
    {
        var output = Output(state, look, input);
        return Assigned(look, assign, input) is { } after && !look.HasFailed ? new(edge, after(output)) : null;
    }

    IEnumerable<Way> Fail(FailState state, Situation at)
    {
        var look = new Look(at, state.Name, report);
        foreach (var (text, field) in new[] { (state.Error, "ErrorPath"), (state.Cause, "CausePath") })
        {
            if (text is FailText.From f)
                look.Expect(look.Evaluate(f.Expression, at.Data, field), "IsString");
        }

        return look.HasFailed
            ? []
            : [new(new(state.Name, "fail", 0, null), look.After(Shape.Anything), state.Error is FailText.Fixed e ? e.Text : "")];
    }

    IEnumerable<Way> Succeed(State state, Situation at)
    {
        var look = Payload(new(at, state.Name, report), state, null, out var effective);
        var output = Output(state, look, effective);
        return look.HasFailed ? [] : [new(new(state.Name, "next", 0, null), look.After(output))];
    }

    IEnumerable<Way> Nesting(
        WorkState state, Situation at, (Look Look, Shape Payload) begun,
        Func<WorkState, Look, Shape, IEnumerable<(Situation After, string? Error)>> parts)
    {
        var look = begun.Look;
        if (look.HasFailed)
            yield break;
        foreach (var (after, error) in parts(state, look, begun.Payload))
        {
            var ended = new Look(
                after with
                {
                    Data = at.Data,
                    Variables = at.Variables,
                    Item = at.Item,
                    Trail = new(state.Name, at.Trail?.Before),
                },
                state.Name, report);
            if (error is not null)
            {
                foreach (var way in Catches(state, ended, error))
                    yield return way;
                if (Catching.CatcherOf(state, error) < 0)
                    yield return new(new(state.Name, "fail", 0, null), ended.At, error);
                continue;
            }

            if (Finish(state, ended.Fork(), after.Data) is { } done)
                yield return done;
            if (at.Visits is not null)
            {
                // Work that cannot fail in itself can still make more than the service takes.
                foreach (var way in Catches(state, new(ended.At with { IsHuge = true }, state.Name, report), ErrorNames.DataLimitExceeded))
                    yield return way;
            }
        }

        if (at.Visits is null)
        {
            foreach (var way in Catches(state, look, null))
                yield return way;
        }
    }

    /// <param name="error">Null when any may come.</param>
    IEnumerable<Way> Catches(WorkState state, Look look, string? error)
    {
        for (var i = 0; i < state.Catch.Count; i++)
        {
            var name = error is null ? Catching.ErrorFor(state, i) : Catching.CatcherOf(state, error) == i ? error : null;
            if (name is null || (look.At.Visits is not null && Catching.TriesOf(state, name) > Catching.MostTries))
                continue;
            var (caught, catcher) = (look.Fork(), state.Catch[i]);
            var source = look.At.SourceOf("error", state.Name);
            var shape = Shape.Object(
                ("Error", look.At.Visits is null || error is not null ? Shape.Anything : Shape.At(new Place(source, "/Error"))),
                ("Cause", error is null ? Shape.At(new Place(source, "/Cause")) : Shape.Anything));
            var output = Combine(catcher.ResultPath, caught, shape);
            if (Assigned(caught, catcher.Assign, shape, $"Catch[{i}]") is not { } after)
                continue;
            var answers =
                state is TaskState
                    ? caught.At.Answers.Add(new(state.Name, source, name, Catching.TriesOf(state, name)))
                    : caught.At.Answers;
            yield return new(new(state.Name, "catch", i, catcher.Next), after(output) with { Answers = answers });
        }
    }

    static Way Failing(TaskState state, Look look, string error) =>
        new(
            new(state.Name, "fail", 0, null), look.At with
            {
                Answers = look.At.Answers.Add(
                    new(state.Name, look.At.SourceOf("error", state.Name), error, Catching.TriesOf(state, error))),
            },
            error);

    Way? Finish(WorkState state, Look look, Shape raw)
    {
        var result = state.ResultSelector is null ? raw : look.Evaluate(state.ResultSelector, raw, "ResultSelector");
        var output = Output(state, look, Combine(state.ResultPath, look, result));
        return look.HasFailed ? null : Going(state, look, output, result);
    }

    static Way? Going(StepState state, Look look, Shape output, Shape result) =>
        Assigned(look, state.Assign, result) is { } after ? new(new(state.Name, "next", 0, state.Next), after(output)) : null;

    /// <returns>Makes what is known afterwards from the output; null when a value cannot be had.</returns>
    static Func<Shape, Situation>? Assigned(Look look, Template? assign, Shape root, string field = "Assign")
    {
        var assigned = assign is null ? null : look.Evaluate(assign, root, field);
        if (look.HasFailed)
            return null;
        var variables = look.At.Variables;
        foreach (var (name, value) in assigned switch
        {
            Shape.Made m => m.Members,
            Shape.Exactly { Value: DataObject o } => o.Members.ToArray().Select(m => KeyValuePair.Create(m.Key, Shape.Of(m.Value))),
            _ => [],
        })
            variables = variables.SetItem(name, value);
        return output => look.After(output) with { Variables = variables };
    }

    static (Look Look, Shape Payload) Payload(Look look, State state, Template? parameters)
    {
        Payload(look, state, parameters, out var payload);
        return (look, payload);
    }

    static Look Payload(Look look, State state, Template? parameters, out Shape payload)
    {
        payload = Effective(look, state);
        if (parameters is not null && !look.HasFailed)
            payload = look.Evaluate(parameters, payload, "Parameters");
        return look;
    }

    static Shape Effective(Look look, State state) =>
        state.InputPath is { } path ? look.Find(path, look.At.Data, "InputPath") : Shape.Object();

    static Shape Output(State state, Look look, Shape combined) =>
        look.HasFailed ? combined : state.OutputPath is { } path ? look.Find(path, combined, "OutputPath") : Shape.Object();

    Shape Combine(ReferencePath? path, Look look, Shape result)
    {
        if (path is null)
            return look.At.Data;
        if (path.IsWhole)
            return result;
        if (look.At.Data is Shape.Unknown { Place: { } place } && path.Steps[0] is PathStep.Name name)
        {
            if (place.IsInput)
                WhenWritten?.Invoke(name.Key, look.Beliefs.IsPresent(place.Below(name.Key)));
            look.Beliefs = look.Beliefs.Present(place.Below(Place.AnObject));
        }

        return Shape.Write(look.At.Data, [.. path.Steps.Select(s => (s as PathStep.Name)?.Key)], result);
    }
}
