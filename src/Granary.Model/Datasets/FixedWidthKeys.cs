using Granary.Model.Json;
using Granary.Model.Shapes;

namespace Granary.Model.Datasets;

/// <summary>The keys of an item of <c>source.fixedWidth</c>, and what must hold between the items.</summary>
static class FixedWidthKeys
{
    /// <summary>More characters than a line can have.</summary>
    const int Most = 1 << 28;

    static readonly Key<string> Name = new("name", new TextShape(), "The column.", IsRequired: true);

    static readonly Key<int> Start = new(
        "start", new WholeNumberShape(DatasetCodes.OutOfRange, 1, Most), "Its first character in the line, from 1.", IsRequired: true);

    static readonly Key<int> Length = new(
        "length", new WholeNumberShape(DatasetCodes.OutOfRange, 1, Most), "How many characters it has.", IsRequired: true);

    public static readonly ObjectShape<FixedColumn> Item = new(new(Name, Start, Length),
        reader => new(reader.Get(Name), reader.Get(Start), reader.Get(Length)));

    /// <param name="list">The columns as they are in the file.</param>
    public static void CheckOrder(ObjectReader reader, IReadOnlyList<FixedColumn> columns, JsonSource? list)
    {
        for (var i = 1; i < columns.Count; i++)
        {
            var end = (long)columns[i - 1].Start + columns[i - 1].Length - 1;
            if (columns[i].Start > end || list is not JsonArraySource { Items: var items })
                continue;
            reader.Report(
                DatasetCodes.Layout,
                $"The column \"{columns[i].Name}\" starts at {columns[i].Start}, but \"{columns[i - 1].Name}\" before it goes to {end}.",
                items[i].Where, "List the columns in the order of the line; they do not overlap.");
        }
    }
}
