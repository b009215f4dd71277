using System.Text.Json.Nodes;
using Granary.Home.Resources;
using Granary.Home.Storage;
using Granary.Platform.Items;
using Granary.Platform.Runs;
using Granary.Platform.Stacks;
using Microsoft.Data.Sqlite;

namespace Granary.Home.Items;

/// <summary>Item tables in the home's SQLite file, with their change feeds. Owns the SQL of item and item_change.</summary>
sealed class SqliteItems(Database database, AppliedResources resources, TimeProvider clock) : EvaluatedItems
{
    /// <summary>How long changes can be read. DynamoDB keeps them for a day; a laptop may be switched off for longer.</summary>
    static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    /// <summary>Old changes are deleted at every so many new ones.</summary>
    const int TrimInterval = 100;

    public override Task<IReadOnlyList<ItemChange>> ReadChangesAsync(
        string table, long after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ItemChange>>(database.Query(
            """
            SELECT sequence, key, new_image, old_image, changed_at FROM item_change
            WHERE table_name = ?1 AND sequence > ?2 ORDER BY sequence LIMIT ?3
            """,
            r => ReadChange(table, r), table, after, limit));

    internal ItemTable? TableNamed(string name) => FindTable(name, null);

    internal JsonObject? Read(ItemTable table, string key) => Find(table, key);

    internal IEnumerable<JsonObject> ReadAll(ItemTable table) => All(table);

    protected override ItemTable? FindTable(string name, IReadOnlyList<string>? keyNames) =>
        resources.Find<ItemTableResource>(name) is { } table ? new(name, table.Key, IsTextKey: true, HasAnyIndex: false) : null;

    protected override JsonObject? Find(ItemTable table, string key) =>
        database
            .Query("SELECT item FROM item WHERE table_name = ?1 AND key = ?2", r => Item(r.GetString(0)), table.Name, key)
            .FirstOrDefault();

    protected override IEnumerable<JsonObject> All(ItemTable table) =>
        database.Query("SELECT item FROM item WHERE table_name = ?1 ORDER BY key", r => Item(r.GetString(0)), table.Name);

    protected override void Store(ItemTable table, string key, ItemWritten written, ItemWrite write)
    {
        if (!IsChange(written))
            return;
        if (written.New is null)
            database.Execute("DELETE FROM item WHERE table_name = ?1 AND key = ?2", table.Name, key);
        else
        {
            database.Execute(
                "INSERT OR REPLACE INTO item (table_name, key, item) VALUES (?1, ?2, ?3)", table.Name, key, written.New.ToJsonString());
        }

        Record(table, key, written);
    }

    protected override void Atomically(Action work) => database.Transaction(work);

    void Record(ItemTable table, string key, ItemWritten written)
    {
        var now = clock.GetUtcNow();
        var sequence = database.Query(
            """
            INSERT INTO item_change (table_name, key, new_image, old_image, changed_at) VALUES (?1, ?2, ?3, ?4, ?5) RETURNING sequence
            """,
            r => r.GetInt64(0), table.Name, key, written.New?.ToJsonString(), written.Old?.ToJsonString(), Timestamps.Text(now))[0];
        if (sequence % TrimInterval == 0)
            database.Execute("DELETE FROM item_change WHERE changed_at < ?1", Timestamps.Text(now - Retention));
    }

    static ItemChange ReadChange(string table, SqliteDataReader row) =>
        new(
            row.GetInt64(0), table, Item(row.GetString(1)), row.IsDBNull(2) ? null : Item(row.GetString(2)),
            row.IsDBNull(3) ? null : Item(row.GetString(3)), Timestamps.Read(row.GetString(4)));

    static JsonObject Item(string text) => JsonNode.Parse(text)!.AsObject();
}
