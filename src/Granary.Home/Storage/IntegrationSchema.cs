namespace Granary.Home.Storage;

/// <summary>The tables of the services that a home replaces. Times are ISO 8601 in UTC, to the millisecond.</summary>
static class IntegrationSchema
{
    public const string Text = """
        CREATE TABLE IF NOT EXISTS effect (
            execution_arn TEXT NOT NULL, event_id INTEGER NOT NULL, result TEXT, PRIMARY KEY (execution_arn, event_id)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS task_token (
            token TEXT PRIMARY KEY, execution_arn TEXT NOT NULL, event_id INTEGER NOT NULL, state_name TEXT NOT NULL, activity TEXT,
            input TEXT NOT NULL, status TEXT NOT NULL, payload TEXT, error TEXT, cause TEXT, worker TEXT, created_at TEXT NOT NULL,
            taken_at TEXT, heartbeat_at TEXT, ended_at TEXT);
        CREATE INDEX IF NOT EXISTS task_token_of_try ON task_token (execution_arn, event_id);
        CREATE TABLE IF NOT EXISTS message (
            sequence INTEGER PRIMARY KEY, service TEXT NOT NULL, target TEXT NOT NULL, message_id TEXT NOT NULL, body TEXT NOT NULL,
            attributes TEXT, sent_at TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS message_of_target ON message (service, target);
        CREATE TABLE IF NOT EXISTS object_header (
            bucket TEXT NOT NULL, key TEXT NOT NULL, file TEXT NOT NULL, content_type TEXT NOT NULL, metadata TEXT NOT NULL,
            PRIMARY KEY (bucket, key)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS job_slot (
            job TEXT NOT NULL, execution_arn TEXT NOT NULL, event_id INTEGER NOT NULL,
            PRIMARY KEY (job, execution_arn, event_id)) WITHOUT ROWID;

        """;

    /// <summary>The change feeds of item tables. Sequence numbers are never used again, also when old changes are deleted.</summary>
    public const string Changes = """
        CREATE TABLE item_change (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT, table_name TEXT NOT NULL, key TEXT NOT NULL, new_image TEXT, old_image TEXT,
            changed_at TEXT NOT NULL);
        CREATE INDEX item_change_of_table ON item_change (table_name, sequence);

        """;

    /// <summary>The arguments of job runs, so that getJobRun shows what startJobRun.sync does.</summary>
    public const string JobArguments = "ALTER TABLE job_run ADD COLUMN arguments TEXT NOT NULL DEFAULT '{}';\n";
}
