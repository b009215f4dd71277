using Granary.Model.Json;
using Granary.Model.Shapes;

namespace Granary.Model.Datasets;

/// <summary>The keys that say how a table is loaded, and how many of its versions stay.</summary>
static class LoadKeys
{
    const string NoKey = "GR1380";
    const string NothingToGoOnFrom = "GR1381";
    const string NoCursor = "GR1382";
    const string OutOfRange = "GR1383";

    static readonly Key<LoadMode> Mode = new(
        "load",
        new ChoiceShape<LoadMode>(
            DatasetCodes.NoChoice, ("replace", LoadMode.Replace), ("append", LoadMode.Append), ("merge", LoadMode.Merge)),
        "What becomes of the rows that the table has: \"replace\", they go, which is also so when this is left out; \"append\", they "
            + "stay; \"merge\", they stay unless a new row has their key."
    );

    static readonly Key<string> Cursor = new("cursor", new TextShape(),
        "With \"append\" and \"merge\": the column whose highest loaded value is remembered; rows at or below it are not loaded again. A "
            + "number, date or timestamp that every row has.");

    static readonly Key<int> KeptVersions = new("versions", new WholeNumberShape(OutOfRange, 1, 1000),
        "How many published versions of the table stay, the current one among them.", Fallback: Dataset.UsualVersions);

    public static IReadOnlyList<Key> All { get; } = [Mode, Cursor, KeptVersions];

    public static int ReadVersions(ObjectReader reader) => reader.Get(KeptVersions);

    /// <param name="key">What tells rows apart; empty when nothing does.</param>
    /// <param name="columns">The columns that are declared.</param>
    public static DatasetLoad Read(ObjectReader reader, IReadOnlyList<string> key, IReadOnlyList<DatasetColumn> columns)
    {
        var load = new DatasetLoad { Mode = reader.Find(Mode), Cursor = reader.Find(Cursor) };
        if (load.Mode == LoadMode.Merge && key.Count == 0)
            reader.Report(
                NoKey, "load is \"merge\", and nothing tells which rows are the same: there is no key.", Mode,
                "List the columns in \"key\", or write \"append\".");
        if (load.Cursor is null)
            return load;

        // A misspelt mode has been reported, and means none.
        if (reader.Source(Mode) is null or JsonTextSource { Value: "replace" })
            reader.Report(
                NothingToGoOnFrom, "cursor has no meaning where each run replaces all rows.", Cursor,
                "Write \"load\": \"append\" or \"merge\", or remove cursor.");
        CheckColumn(reader, load.Cursor, columns);
        return load;
    }

    /// <summary>
    /// Declared, because an inferred type may be another one with the next delivery; ordered without doubt; and there in every row.
    /// </summary>
    static void CheckColumn(ObjectReader reader, string name, IReadOnlyList<DatasetColumn> columns)
    {
        var wanted = Names.SnakeCase([name]).Names[0];
        var found =
            columns.FirstOrDefault(c => c.Name == name) ?? columns.FirstOrDefault(c => Names.SnakeCase([c.Name]).Names[0] == wanted);
        if (found is null)
            reader.Report(
                NoCursor, $"cursor is \"{name}\", which columns does not list.", Cursor,
                Spelling.Hint(name, columns.Select(c => c.Name)) ?? "List it with its type and \"required\": true.");
        else if (!IsOrdered(found.Type))
            reader.Report(
                NoCursor, $"cursor is \"{name}\", a {found.Type}; it must be a number with fixed places, a date or a timestamp.", Cursor,
                "Choose another column.");
        else if (!found.Required)
            reader.Report(
                NoCursor, $"cursor is \"{name}\", which a row may lack; nobody could tell whether such a row was loaded.", Cursor,
                "Write \"required\": true for the column.");
    }

    static bool IsOrdered(ColumnType? type) =>
        type is null or ColumnType.Integer or ColumnType.BigInt or ColumnType.Decimal or ColumnType.Date or ColumnType.Timestamp;
}
