namespace Granary.Home.Storage;

/// <summary>What the catalog knows of versions, of what was loaded into them, and of what of the ledger is kept.</summary>
static class PublishingSchema
{
    /// <remarks>
    /// Each change of what there is to read has a number, so that who removes files can tell which readers began before. A home of before
    /// has kept the three newest folders of a table; of those it knows the one that readers see.
    /// </remarks>
    public const string Text = """
        CREATE TABLE change (one INTEGER PRIMARY KEY CHECK (one = 1), number INTEGER NOT NULL);
        INSERT INTO change SELECT 1, coalesce(max(sequence), 0) FROM run;
        ALTER TABLE catalog_table ADD COLUMN load TEXT NOT NULL DEFAULT 'replace';
        ALTER TABLE published_table ADD COLUMN load TEXT NOT NULL DEFAULT 'replace';
        ALTER TABLE published_table ADD COLUMN change INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE published_table ADD COLUMN published_at TEXT NOT NULL DEFAULT '';
        ALTER TABLE published_table ADD COLUMN cursor_column TEXT;
        ALTER TABLE published_table ADD COLUMN cursor_value TEXT;
        ALTER TABLE published_table ADD COLUMN dropped_change INTEGER;
        ALTER TABLE published_table ADD COLUMN is_removed INTEGER NOT NULL DEFAULT 0;
        UPDATE published_table SET
            change = coalesce((SELECT sequence FROM run WHERE run.run_id = published_table.run_id), 0),
            published_at = coalesce((SELECT coalesce(ended_at, started_at) FROM run WHERE run.run_id = published_table.run_id), '');
        UPDATE published_table SET dropped_change = 0 WHERE location NOT IN (SELECT location FROM catalog_table);
        CREATE INDEX published_location ON published_table (location);
        CREATE TABLE loaded_file (
            database_name TEXT NOT NULL, name TEXT NOT NULL, identity TEXT NOT NULL, path TEXT NOT NULL, run_id TEXT NOT NULL,
            PRIMARY KEY (database_name, name, identity)) WITHOUT ROWID;
        ALTER TABLE run ADD COLUMN ledger_dropped INTEGER;

        """;
}
