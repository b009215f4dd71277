using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Granary.EndToEnd.Tests;

/// <summary>The items of the tracking tables, as the home keeps them.</summary>
static class HomeItems
{
    static HomeItems() => SQLitePCL.Batteries_V2.Init();

    public static IReadOnlyList<JsonObject> Of(string home)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(home, "granary.db"),
            Pooling = false,
        }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT item FROM item";
        using var reader = command.ExecuteReader();
        var items = new List<JsonObject>();
        while (reader.Read())
            items.Add(JsonNode.Parse(reader.GetString(0))!.AsObject());
        return items;
    }
}
