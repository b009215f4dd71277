using System.Diagnostics;
using Granary.States.Values;

namespace Granary.States.Paths;

/// <summary>Follows indefinite paths, which may lead to many places.</summary>
static class PathWalk
{
    /// <param name="root">What <c>$</c> means inside a filter.</param>
    public static void Collect(Data value, PathStep[] steps, int next, Data root, List<Data> found)
    {
        if (next == steps.Length)
        {
            found.Add(value);
            return;
        }

        var step = steps[next];
        if (step is PathStep.Descent)
        {
            CollectBelow(value, steps, next + 1, root, found);
            return;
        }

        foreach (var child in Children(value, step, root))
            Collect(child, steps, next + 1, root, found);
    }

    static void CollectBelow(Data value, PathStep[] steps, int next, Data root, List<Data> found)
    {
        if (next < steps.Length)
            Collect(value, steps, next, root, found);
        foreach (var child in Children(value))
            CollectBelow(child, steps, next, root, found);
    }

    static IEnumerable<Data> Children(Data value, PathStep step, Data root)
    {
        switch (step)
        {
            case PathStep.Wildcard:
                return Children(value);
            case PathStep.Filter f:
                // A filter looks at the items of a list, but at an object itself.
                return (value is DataArray ? Children(value) : [value]).Where(c => f.Condition.Holds(c, root));
            case PathStep.Slice s:
                return value is DataArray a ? Between(a, s) : [];
            case PathStep.Indexes i:
                return value is DataArray list ? i.All.Select(n => new PathStep.Index(n).FindOne(list)).OfType<Data>() : [];
            case PathStep.Name or PathStep.Names or PathStep.Index:
                return step.FindOne(value) is { } one ? [one] : [];
            default:
                throw new UnreachableException();
        }
    }

    static IEnumerable<Data> Children(Data value) => value switch
    {
        DataArray a => a,
        DataObject o => o.Values(),
        _ => [],
    };

    static IEnumerable<Data> Between(DataArray list, PathStep.Slice slice)
    {
        var from = Math.Max(PathStep.Place(slice.From ?? 0, list.Count), 0);
        var to = Math.Min(PathStep.Place(slice.To ?? list.Count, list.Count), list.Count);
        for (var i = from; i < to; i++)
            yield return list[i];
    }
}
