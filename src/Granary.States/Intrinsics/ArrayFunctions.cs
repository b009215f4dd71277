using Granary.States.Values;

namespace Granary.States.Intrinsics;

static class ArrayFunctions
{
    /// <summary>The most items that ArrayRange makes.</summary>
    const int MostItems = 1000;

    public static Data Array(Arguments arguments)
    {
        var items = new Data[arguments.Count];
        for (var i = 0; i < items.Length; i++)
            items[i] = arguments[i];
        return new DataArray(items);
    }

    public static Data Partition(Arguments arguments)
    {
        var size = arguments.Whole(1);
        if (size <= 0)
            throw Arguments.Refuse("the size of a part must be more than zero");
        var parts = arguments.Array(0).Chunk((int)Math.Min(size, int.MaxValue));
        return new DataArray([.. parts.Select(p => new DataArray(p))]);
    }

    public static Data Contains(Arguments arguments) => Data.From(arguments.Array(0).Contains(arguments[1]));

    public static Data Range(Arguments arguments)
    {
        var (from, to, step) = (arguments.Whole(0), arguments.Whole(1), arguments.Whole(2));
        if (step == 0)
            throw Arguments.Refuse("the step must not be zero");
        var items = new List<Data>();
        for (var n = from; step > 0 ? n <= to : n >= to; n += step)
        {
            if (items.Count == MostItems)
                throw Arguments.Refuse($"the list would have more than {MostItems} items");
            items.Add(n);
        }

        return new DataArray([.. items]);
    }

    public static Data GetItem(Arguments arguments)
    {
        var (list, at) = (arguments.Array(0), arguments.Whole(1));
        return at >= 0 && at < list.Count ? list[(int)at] : throw Arguments.Refuse($"there is no item {at} in a list of {list.Count}");
    }

    public static Data Length(Arguments arguments) => arguments.Array(0).Count;

    public static Data Unique(Arguments arguments) => new DataArray([.. arguments.Array(0).Distinct()]);
}
