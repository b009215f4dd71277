using System.Text.Json.Nodes;

namespace Granary.Platform.Items;

/// <summary>Which items of a table to read, page by page.</summary>
/// <param name="Filter">What must hold for the items that are returned; null for nothing. Items it drops count as scanned.</param>
public record ItemScan(string Table, Condition? Filter = null)
{
    /// <summary>The name of an index; null for the table itself.</summary>
    public string? Index { get; init; }

    /// <summary>The maximum number of items to scan; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>The key of the last item of the page before; null for the first page.</summary>
    public JsonObject? StartAfter { get; init; }

    /// <param name="all">The table's items, in the order of the table.</param>
    /// <exception cref="ItemsException">The index does not exist.</exception>
    public virtual ItemPage Read(ItemTable table, IEnumerable<JsonObject> all)
    {
        CheckIndex(table);
        return Page(table, all);
    }

    protected void CheckIndex(ItemTable table)
    {
        if (Index is not null && !table.HasAnyIndex)
            throw ItemsException.Validation($"The table does not have the specified index: {Index}");
    }

    protected ItemPage Page(ItemTable table, IEnumerable<JsonObject> found)
    {
        if (StartAfter is not null)
        {
            var start = AttributeValue.ReadAll(StartAfter);
            found = found.SkipWhile(i => !Matches(i, start)).Skip(1);
        }

        var scanned = Limit is { } limit ? found.Take(limit + 1).ToList() : [.. found];
        var isTruncated = scanned.Count > Limit;
        if (isTruncated)
            scanned.RemoveAt(scanned.Count - 1);
        return new(
            [.. scanned.Where(i => Filter?.HoldsFor(i) ?? true)], scanned.Count,
            isTruncated ? table.KeyedBy(scanned[^1]).KeyOf(scanned[^1]) : null);
    }

    static bool Matches(JsonObject item, JsonObject key) =>
        key.All(k => item[k.Key] is { } value && AttributeValue.AreEqual(value, k.Value!));
}

/// <summary>The items with one partition key, in the order of their sort key.</summary>
public sealed record ItemQuery(string Table, KeyCondition Condition, Condition? Filter = null) : ItemScan(Table, Filter)
{
    public bool IsDescending { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ItemsException">The index does not exist, or a condition does not fit the key.</exception>
    public override ItemPage Read(ItemTable table, IEnumerable<JsonObject> all)
    {
        CheckIndex(table);
        var sort = SortKey(table);
        if (Filter is not null && Index is null && table.Key.FirstOrDefault(Filter.Attributes.Contains) is { } key)
        {
            throw ItemsException.Validation(
                $"Filter Expression can only contain non-primary key attributes: Primary key attribute: {key}");
        }

        var found = all.Where(Condition.HoldsFor);
        if (sort is not null)
            found = found.OrderBy(i => i[sort]!, Comparer<JsonNode>.Create((a, b) => AttributeValue.Compare(a, b) ?? 0));
        return Page(table, IsDescending ? found.Reverse() : found);
    }

    /// <returns>Null where there is none.</returns>
    string? SortKey(ItemTable table)
    {
        if (Index is not null)
            return Condition.Names.ElementAtOrDefault(1);
        if (!Condition.EqualNames.Contains(table.Key[0]))
        {
            throw ItemsException.Validation(
                Condition.Names.Contains(table.Key[0])
                    ? "Query key condition not supported"
                    : $"Query condition missed key schema element: {table.Key[0]}");
        }

        if (Condition.Names.FirstOrDefault(n => !table.Key.Contains(n)) is { } other)
        {
            throw ItemsException.Validation(
                table.Key.Count > 1
                    ? $"Query condition missed key schema element: {table.Key[1]}"
                    : $"Query key condition not supported; {other} is no key attribute");
        }

        return table.Key.ElementAtOrDefault(1);
    }
}

/// <param name="Scanned">The number of items read, before the filter.</param>
/// <param name="LastKey">The key to go on after; null on the last page.</param>
public sealed record ItemPage(IReadOnlyList<JsonObject> Items, int Scanned, JsonObject? LastKey);
