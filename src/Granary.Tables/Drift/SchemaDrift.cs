using Granary.Model;
using Granary.Model.Datasets;

namespace Granary.Tables.Drift;

/// <param name="Name">As the files name it.</param>
/// <param name="Type">Null while nobody knows it.</param>
public sealed record SchemaColumn(string Name, ColumnType? Type);

/// <summary>What is different between the columns that were written and those that come.</summary>
public static class SchemaDrift
{
    /// <returns>What became of the written columns, in their order, then the new ones in theirs.</returns>
    public static IReadOnlyList<SchemaChange> Between(IReadOnlyList<SchemaColumn> written, IReadOnlyList<SchemaColumn> now)
    {
        var places = Places([.. written.Select(c => c.Name)], [.. now.Select(c => c.Name)]);
        var taken = places.OfType<int>().ToHashSet();
        var added = Enumerable.Range(0, now.Count).Where(i => !taken.Contains(i)).ToList();
        var moved = Moved(places);
        var changes = new List<SchemaChange>();
        for (var i = 0; i < written.Count; i++)
        {
            var (name, type) = written[i];
            if (places[i] is not { } place)
            {
                changes.Add(
                    TakeOther(i, written[i], now, added) is { } other
                        ? new SchemaChange.Renamed(name, other)
                        : new SchemaChange.Missing(name));
                continue;
            }

            if (moved.Contains(i))
                changes.Add(new SchemaChange.Reordered(name, i + 1, place + 1));
            if (type is not null && now[place].Type is { } current && current != type)
                changes.Add(new SchemaChange.Retyped(name, type, current));
        }

        return [.. changes, .. added.Select(i => new SchemaChange.New(now[i].Name))];
    }

    /// <summary>
    /// Where each written column is now: under the same name, else under one that is the same in snake_case; null when it is nowhere.
    /// </summary>
    public static IReadOnlyList<int?> Places(IReadOnlyList<string> written, IReadOnlyList<string> now)
    {
        var places = new int?[written.Count];
        var free = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < now.Count; i++)
            free.TryAdd(now[i], i);
        for (var i = 0; i < written.Count; i++)
        {
            if (free.Remove(written[i], out var place))
                places[i] = place;
        }

        var taken = places.OfType<int>().ToHashSet();
        var bySnake = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < now.Count; i++)
        {
            if (!taken.Contains(i))
                bySnake.TryAdd(Snake(now[i]), i);
        }

        for (var i = 0; i < written.Count; i++)
        {
            if (places[i] is null && bySnake.Remove(Snake(written[i]), out var place))
                places[i] = place;
        }

        return places;
    }

    static string Snake(string name) => Names.SnakeCase([name]).Names[0];

    /// <summary>
    /// The new column that a missing one may have become: the one at its place, else the one with the nearest name. It is new no more.
    /// </summary>
    static string? TakeOther(int place, SchemaColumn missing, IReadOnlyList<SchemaColumn> now, List<int> added)
    {
        var candidates = added.Where(i => missing.Type is null || now[i].Type is null || missing.Type == now[i].Type).ToList();
        var name = candidates.Contains(place) ? now[place].Name : Spelling.Closest(missing.Name, candidates.Select(i => now[i].Name));
        if (name is not null)
            added.Remove(candidates.First(i => now[i].Name == name));
        return name;
    }

    /// <summary>
    /// The fewest written columns that must have been moved: all but a longest row of columns that still follow each other.
    /// </summary>
    static HashSet<int> Moved(IReadOnlyList<int?> places)
    {
        // For each length of such a row the column that ends the one with the lowest place; each column knows the one before it.
        var ends = new List<int>();
        var before = new int[places.Count];
        for (var i = 0; i < places.Count; i++)
        {
            if (places[i] is not { } place)
                continue;
            var length = ends.BinarySearch(i, Comparer<int>.Create((a, b) => places[a]!.Value.CompareTo(places[b]!.Value)));
            length = length < 0 ? ~length : length;
            before[i] = length == 0 ? -1 : ends[length - 1];
            if (length == ends.Count)
                ends.Add(i);
            else
                ends[length] = i;
        }

        var moved = Enumerable.Range(0, places.Count).Where(i => places[i] is not null).ToHashSet();
        for (var i = ends.Count == 0 ? -1 : ends[^1]; i >= 0; i = before[i])
            moved.Remove(i);
        return moved;
    }
}
