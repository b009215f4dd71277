using Granary.States.Definition;
using Granary.States.Expressions;
using Granary.States.Paths;
using Granary.States.Values;

namespace Granary.States.Analysis.Flow;

/// <summary>
/// One look of a state at its data: follows paths in shapes instead of values, and remembers what that takes for granted.
/// </summary>
/// <param name="report">Told of paths that say something about the machine.</param>
sealed class Look(Situation at, string state, Action<FollowedPath> report)
{
    public Beliefs Beliefs { get; set; } = at.Beliefs;

    /// <summary>Whether a path led nowhere, so that the execution fails here.</summary>
    public bool HasFailed { get; set; }

    /// <summary>What <c>$$.Map.Item.Value</c> stands for.</summary>
    public Shape? Item { get; set; } = at.Item;

    public Situation At => at;

    public Look Fork() => new(at, state, report) { Beliefs = Beliefs, HasFailed = HasFailed, Item = Item };

    public Situation After(Shape data) => at with { Data = data, Beliefs = Beliefs };

    public Shape Find(JsonPath path, Shape root, string field, string? within = null)
    {
        var shape = RootOf(path, root);
        foreach (var step in path.Steps)
        {
            if (shape is null)
                break;
            if (!step.IsDefinite || step is PathStep.Names)
                return Several(shape, step);
            if (path.IsDefinite)
                Note(shape, step, path, field, within);
            shape = Step(shape, step);
        }

        // A path that may lead to many places, or to none, never fails.
        if (shape is null && !path.IsDefinite)
            return Shape.Anything;
        if (shape is null)
        {
            HasFailed = true;
            Tell(Found.Nowhere, null, path, field, within);
            return Shape.Anything;
        }

        if (shape is Shape.Unknown { Place: { } place })
            Beliefs = Beliefs.Present(path.Function is null ? place : place.Below(Place.EveryItem));
        return path.Function is null ? shape : Shape.Anything;
    }

    /// <returns>Whether something is at the path; null when that is open, with the place in question.</returns>
    public (bool? IsThere, Place? Place) Peek(JsonPath path, Shape root)
    {
        var shape = RootOf(path, root);
        foreach (var step in path.Steps)
        {
            if (shape is null)
                return (false, null);
            if (!step.IsDefinite || step is PathStep.Names)
                return (null, null);
            shape = Step(shape, step);
        }

        return shape switch
        {
            null => (false, null),
            _ when path.Function is not null => (null, null),
            Shape.Unknown { Place: { } place, Written.Count: 0 } => (Beliefs.IsPresent(place) ? true : null, place),
            Shape.Unknown { Place: null, Written.Count: 0 } => (null, null),
            _ => (true, null),
        };
    }

    public Shape Evaluate(Template template, Shape root, string field) => Evaluate(template.Root, root, field);

    public Shape Evaluate(Expression expression, Shape root, string field, string? within = null) => expression switch
    {
        PathExpression p => Find(p.Path, root, field, within),
        LiteralExpression l => Shape.Of(l.Value),
        CallExpression c => Calls.Shape(c, this, [.. c.Arguments.Select(a => Evaluate(a, root, field, within ?? c.Text))]),
        _ => Shape.Anything,
    };

    /// <summary>Tells of a comparison that excludes itself with others; whether it truly does is not sure.</summary>
    public void Exclude(JsonPath path, string field) => Tell(Found.Excluded, null, path, field, null);

    /// <summary>A value is a text, a number, …: something that was read would fail otherwise.</summary>
    public void Expect(Shape shape, string test)
    {
        if (shape is Shape.Unknown { Place: { } place } && Beliefs.Tested(place, Comparison.Of(test, Data.True), true) is { } tested)
            Beliefs = tested;
    }

    Shape Evaluate(TemplateNode node, Shape root, string field) => node switch
    {
        TemplateNode.Constant c => Shape.Of(c.Value),
        TemplateNode.Dynamic d => Evaluate(d.Expression, root, field),
        TemplateNode.Members m => Shape.Object(m.All.Select(v => (v.Key, Evaluate(v.Value, root, field)))),
        TemplateNode.Items i => new Shape.Row([.. i.All.Select(v => Evaluate(v, root, field))]),
        _ => Shape.Anything,
    };

    Shape? RootOf(JsonPath path, Shape root) => path.Root switch
    {
        PathRoot.Variable => at.Variables.GetValueOrDefault(path.Variable!),
        PathRoot.Context => Context,
        _ => root,
    };

    /// <summary>Of the context object what the execution was given; the rest is there, and nobody knows it before.</summary>
    Shape Context
    {
        get
        {
            var execution = Shape.Write(Shape.Anything, ["Input"], Shape.At(Place.Input));
            var context = Shape.Write(Shape.Anything, ["Execution"], execution);
            return Item is null
                ? context
                : Shape.Write(context, ["Map"], Shape.Object(("Item", Shape.Object(("Value", Item), ("Index", Shape.Anything)))));
        }
    }

    Shape? Step(Shape shape, PathStep step) =>
        (shape, step) switch
        {
            (Shape.Exactly e, _) => step.FindOne(e.Value) is { } value ? Shape.Of(value) : null,
            (Shape.Made m, PathStep.Name n) => m.Members.GetValueOrDefault(n.Key),
            (Shape.Row r, PathStep.Index i) => PathStep.Place(i.At, r.Items.Length) is >= 0 and var place && place < r.Items.Length
                ? r.Items[place]
                : null,
            (Shape.Unknown u, PathStep.Name n) when u.Written.TryGetValue(n.Key, out var written) => written,
            (Shape.Unknown { Place: null }, _) => Shape.Anything,
            (Shape.Unknown { Place: { } p }, _) => Below(p, step) is var below && Beliefs.IsAbsent(below) ? null : Shape.At(below),
            _ => null,
        };

    static Place Below(Place place, PathStep step) => place.Below(step is PathStep.Name n ? n.Key : $"[{((PathStep.Index)step).At}]");

    Shape Several(Shape shape, PathStep step)
    {
        if (shape is Shape.Unknown { Place: { } place } && step is PathStep.Wildcard)
            Beliefs = Beliefs.Present(place.Below(Place.EveryItem));
        return Shape.Anything;
    }

    void Note(Shape shape, PathStep step, JsonPath path, string field, string? within)
    {
        if (
            path.Root != PathRoot.Input
            || shape is not Shape.Unknown { Place: { IsInput: true } place } input
            || step is not PathStep.Name name)
            return;
        if (input.Written.ContainsKey(name.Key))
            Tell(Found.Written, name.Key, path, field, within);
        else if (!Beliefs.IsPresent(place.Below(name.Key)))
            Tell(Found.InInput, name.Key, path, field, within);
    }

    void Tell(Found found, string? name, JsonPath path, string field, string? within) =>
        report(new(state, field, within ?? path.Text, path.Text, found, name, at.Trail));
}
