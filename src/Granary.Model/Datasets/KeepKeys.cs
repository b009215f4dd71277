using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Granary.Model.Json;
using Granary.Model.Rules;
using Granary.Model.Shapes;

namespace Granary.Model.Datasets;

/// <summary>The key <c>keep</c>: which of the rows with one key stays.</summary>
static class KeepKeys
{
    static readonly Key<string> Column = new("column", new TextShape(), "The column whose values are put in order.", IsRequired: true);

    static readonly Key<bool> Direction = new("direction", new ChoiceShape<bool>(DatasetCodes.NoChoice, ("asc", false), ("desc", true)),
        "\"asc\", the smallest value comes first, also when this is left out; or \"desc\", the largest does.");

    static readonly Key<bool> Nulls = new("nulls", new ChoiceShape<bool>(DatasetCodes.NoChoice, ("last", false), ("first", true)),
        "Where rows without a value come: \"last\", also when this is left out, or \"first\".");

    static readonly ObjectShape<KeepOrder> Item = new(
        new(Column, Direction, Nulls), reader => new(reader.Get(Column), reader.Find(Direction), reader.Find(Nulls)));

    static readonly Key<IReadOnlyList<KeepOrder>> OrderBy = new(
        "orderBy", new ListShape<KeepOrder>(Item) { OneNeedsNoBrackets = true, MayBeEmpty = false },
        "The order of the rows with one key, of which the first stays. Where it does not decide, the first by file and line stays, and a "
            + "note says so.",
        IsRequired: true);

    static readonly ObjectShape<DuplicateOrder> Ordered = new(new(OrderBy), reader => new(reader.Get(OrderBy)));

    public static readonly Key<DuplicateOrder> Keep = new("keep", new KeepShape(Ordered),
        "Which of the rows with one key stays: \"first\" by file and line, also when this is left out and there is no cursor; \"last\"; "
            + "or the first in the order of { \"orderBy\": [{ \"column\": \"updated_at\", \"direction\": \"desc\" }] }.");

    public static IReadOnlyList<ColumnMention> ColumnsIn(JsonSource? keep) => (keep as JsonObjectSource)?.Find(OrderBy.Name)?.Value switch
    {
        JsonArraySource list => ColumnMention.InEach(list, Column.Name),
        JsonObjectSource one => ColumnMention.InEach(new JsonArraySource(one.Where, [one]), Column.Name),
        _ => [],
    };

    /// <param name="cursor">The column that tells how far the table is loaded, if one does: the row that comes latest by it stays then,
    /// because an early one may be behind what is loaded.</param>
    public static DuplicateOrder Read(ObjectReader reader, bool hasKey, string? cursor)
    {
        var order = reader.Find(Keep);
        if (reader.Has(Keep) && !hasKey)
            reader.Report(
                RuleCodes.Keep, "keep has no meaning without a key: no row is a duplicate then.", Keep, "Name the columns of the key.");
        return order ?? (hasKey && cursor is not null ? new([new(cursor, IsDescending: true, NullsFirst: false)]) : DuplicateOrder.First);
    }
}

/// <summary>One of two words, or an order.</summary>
sealed class KeepShape(ObjectShape<DuplicateOrder> ordered) : Shape<DuplicateOrder>
{
    static readonly ChoiceShape<DuplicateOrder> Word = new(
        DatasetCodes.NoChoice, ("first", DuplicateOrder.First), ("last", DuplicateOrder.Last));

    public override bool TryRead(JsonSource source, Reading reading, [MaybeNullWhen(false)] out DuplicateOrder value) =>
        source is JsonTextSource ? Word.TryRead(source, reading, out value) : ordered.TryRead(source, reading, out value);

    public override JsonObject Schema() => new() { ["anyOf"] = new JsonArray(Word.Schema(), ordered.Schema()) };

    public override JsonNode? Write(DuplicateOrder value) => null;
}

/// <summary>
/// Which of the rows with one key stays: the first in this order, and where it does not decide, the first by file and line.
/// </summary>
public sealed record DuplicateOrder(IReadOnlyList<KeepOrder> Columns)
{
    /// <summary>By file and line.</summary>
    public static readonly DuplicateOrder First = new([]);

    /// <summary>By file and line, from the end.</summary>
    public static readonly DuplicateOrder Last = new([]) { IsFromEnd = true };

    public bool IsFromEnd { get; init; }
}

/// <param name="Column">By the source's or its snake_case name.</param>
/// <param name="IsDescending">Whether the largest value comes first; false comes before true, text is ordered by code points, NaN is larger
/// than any number.</param>
/// <param name="NullsFirst">Whether rows without a value come first; if not, they come last, whatever the direction.</param>
public sealed record KeepOrder(string Column, bool IsDescending, bool NullsFirst);
