using Granary.States.Definition;
using Granary.States.Values;

namespace Granary.States.Analysis.Flow;

/// <summary>What the branches and iterations of a state give.</summary>
/// <param name="inside">Runs one of them: what it gives, and the error with which it ends.</param>
/// <param name="hasOneIteration">Whether an iteration stands for all of its Map, so that its output is the Map's one item.</param>
sealed class Parts(Func<StateGraph, Situation, IEnumerable<(Situation After, string? Error)>> inside, bool hasOneIteration)
{
    public IEnumerable<(Situation After, string? Error)> Branches(WorkState state, Look look, Shape payload)
    {
        var parallel = (ParallelState)state;
        return Branch(0, look.After(payload), []);

        IEnumerable<(Situation After, string? Error)> Branch(int number, Situation at, List<Shape> outputs)
        {
            if (number == parallel.Branches.Count)
                return [(at with { Data = new Shape.Row([.. outputs]) }, null)];
            return inside(parallel.Branches[number], at with { Data = payload, Variables = look.At.Variables })
                .SelectMany(ended => ended.Error is not null ? [ended] : Branch(number + 1, ended.After, [.. outputs, ended.After.Data]));
        }
    }

    public IEnumerable<(Situation After, string? Error)> Iterations(WorkState state, Look look, Shape input)
    {
        var map = (MapState)state;
        var (items, item) = (look.Find(map.ItemsPath, input, "ItemsPath"), Shape.Anything);
        foreach (
            var (template, field) in new[]
            {
                (map.Reader?.Parameters, "ItemReader"),
                (map.Batcher?.BatchInput, "ItemBatcher"),
                (map.Writer?.Parameters, "ResultWriter"),
            })
        {
            if (template is not null)
                look.Evaluate(template, input, field);
        }

        foreach (
            var (amount, field) in new[]
            {
                (map.MaxConcurrency, "MaxConcurrencyPath"),
                (map.ToleratedFailureCount, "ToleratedFailureCountPath"),
                (map.ToleratedFailurePercentage, "ToleratedFailurePercentagePath"),
            })
        {
            if (amount is Amount.At a)
                look.Expect(look.Find(a.Path, input, field), "IsNumeric");
        }

        // What a distributed map iterates over may come from elsewhere, and its batches have a shape of their own.
        if (!map.Processor.IsDistributed)
            item = ItemOf(items, look);
        look.Item = item;
        var selected = map.ItemSelector is null ? item : look.Evaluate(map.ItemSelector, input, "ItemSelector");
        if (look.HasFailed)
            return [];
        var start = look.After(map.Processor.IsDistributed && map.ItemSelector is null ? Shape.Anything : selected) with { Item = item };
        return inside(map.Processor, start)
            .Select(e => (e.After with { Data = hasOneIteration ? new Shape.Row([e.After.Data]) : Shape.Anything }, e.Error));
    }

    static Shape ItemOf(Shape items, Look look)
    {
        if (items is Shape.Unknown { Place: { } place, Written.Count: 0 })
        {
            look.Beliefs = look.Beliefs.Present(place.Below(Place.EveryItem));
            return Shape.At(place.Below(Place.EveryItem));
        }

        return items switch
        {
            Shape.Row { Items.Length: > 0 } r when r.Items.All(i => i.Key == r.Items[0].Key) => r.Items[0],
            Shape.Exactly { Value: DataArray { Count: 1 } a } => Shape.Of(a[0]),
            _ => Shape.Anything,
        };
    }
}
