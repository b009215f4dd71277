using System.Text.Json;
using Granary.Home.Storage;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Platform.Catalog;
using Microsoft.Data.Sqlite;

namespace Granary.Home.Catalog;

/// <summary>Between the catalog's entries and the rows that hold them.</summary>
static class CatalogRows
{
    public const string Columns = "database_name, name, location, row_count, columns, lineage, partition_keys, load";

    /// <returns>The values of <see cref="Columns"/>.</returns>
    public static object?[] Values(CatalogTable table) =>
        [
            table.Database, table.Name, table.Location, table.Rows, Text(table.Columns), Text(table.Lineage), Text(table.PartitionKeys),
            table.Load.Text(),
        ];

    /// <summary>Reads a row that begins with <see cref="Columns"/>.</summary>
    public static CatalogTable Read(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), ColumnsOf(row, 4), ColumnsOf(row, 5),
        JsonSerializer.Deserialize(row.GetString(6), StoredJson.Default.IReadOnlyListString)!)
    {
        Load = LoadModeText.Mode(row.GetString(7)),
    };

    static string Text(IReadOnlyList<string> texts) => JsonSerializer.Serialize(texts, StoredJson.Default.IReadOnlyListString);

    static string Text(IReadOnlyList<Column> columns) => JsonSerializer.Serialize(columns, StoredJson.Default.IReadOnlyListColumn);

    static IReadOnlyList<Column> ColumnsOf(SqliteDataReader row, int field)
    {
        try
        {
            return JsonSerializer.Deserialize(row.GetString(field), StoredJson.Default.IReadOnlyListColumn)!;
        }
        catch (JsonException e)
        {
            throw new ProblemException(
                new Problem(
                    "GR3253", ProblemKind.Data, $"The catalog's columns of {row.GetString(0)}.{row.GetString(1)} cannot be read: "
                        + $"{e.Message}",
                    "The home may be another version's. Publish the table again."),
                e);
        }
    }
}
