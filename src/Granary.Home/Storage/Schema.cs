using Granary.Home.Pipes;
using Granary.Home.Resources;

namespace Granary.Home.Storage;

/// <summary>The tables of a home. Times are ISO 8601 in UTC, to the millisecond.</summary>
static class Schema
{
    /// <summary>What each version of the schema adds to the one before.</summary>
    public static IReadOnlyList<string> Versions { get; } =
        [
            First, Second, IntegrationSchema.Text, PublishingSchema.Text, IntegrationSchema.Changes, ResourceSchema.Text,
            IntegrationSchema.JobArguments, PipePositions.Schema, SourceMembers,
        ];

    const string First = """
        CREATE TABLE IF NOT EXISTS resource (
            address TEXT PRIMARY KEY, definition TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS item (
            table_name TEXT NOT NULL, key TEXT NOT NULL, item TEXT NOT NULL, PRIMARY KEY (table_name, key)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS catalog_table (
            database_name TEXT NOT NULL, name TEXT NOT NULL, location TEXT NOT NULL, row_count INTEGER NOT NULL,
            columns TEXT NOT NULL, lineage TEXT NOT NULL, partition_keys TEXT NOT NULL, updated_at TEXT NOT NULL,
            PRIMARY KEY (database_name, name)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS published_table (
            run_id TEXT NOT NULL, database_name TEXT NOT NULL, name TEXT NOT NULL, location TEXT NOT NULL, row_count INTEGER NOT NULL,
            columns TEXT NOT NULL, lineage TEXT NOT NULL, partition_keys TEXT NOT NULL,
            PRIMARY KEY (run_id, database_name, name)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS run (
            run_id TEXT PRIMARY KEY, sequence INTEGER NOT NULL UNIQUE, project TEXT NOT NULL, environment TEXT NOT NULL,
            execution_arn TEXT NOT NULL, status TEXT NOT NULL, outcome TEXT, job_id TEXT, started_at TEXT NOT NULL, ended_at TEXT,
            error TEXT, cause TEXT, last_state TEXT);
        CREATE TABLE IF NOT EXISTS execution (
            arn TEXT PRIMARY KEY, run_id TEXT NOT NULL, name TEXT NOT NULL, machine TEXT NOT NULL, parent_arn TEXT, parent_event INTEGER,
            status TEXT NOT NULL, started_at TEXT NOT NULL, ended_at TEXT, definition_sha256 TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS execution_of_run ON execution (run_id);
        CREATE TABLE IF NOT EXISTS event (
            execution_arn TEXT NOT NULL, id INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (execution_arn, id)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS job_run (
            id TEXT PRIMARY KEY, run_id TEXT NOT NULL, job TEXT NOT NULL, job_id TEXT, state TEXT NOT NULL,
            started_at TEXT NOT NULL, ended_at TEXT, error TEXT);
        CREATE TABLE IF NOT EXISTS crawl (
            id INTEGER PRIMARY KEY, crawler TEXT NOT NULL, run_id TEXT NOT NULL, state TEXT NOT NULL,
            started_at TEXT NOT NULL, ended_at TEXT, error TEXT);
        CREATE TABLE IF NOT EXISTS stage (
            run_id TEXT NOT NULL, sequence INTEGER NOT NULL, stage TEXT NOT NULL, table_name TEXT NOT NULL, location TEXT NOT NULL,
            seconds REAL NOT NULL, rows_read INTEGER NOT NULL, rows_written INTEGER NOT NULL, rows_rejected INTEGER NOT NULL,
            rows_duplicate INTEGER NOT NULL, rows_derived INTEGER, notes TEXT NOT NULL,
            PRIMARY KEY (run_id, stage, table_name)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS stage_file (
            run_id TEXT NOT NULL, stage TEXT NOT NULL, table_name TEXT NOT NULL, path TEXT NOT NULL, sha256 TEXT NOT NULL,
            bytes INTEGER NOT NULL, records INTEGER NOT NULL, rows_skipped INTEGER NOT NULL, rows_read INTEGER NOT NULL,
            rows_written INTEGER NOT NULL,
            rows_rejected INTEGER NOT NULL, rows_duplicate INTEGER NOT NULL, PRIMARY KEY (run_id, stage, table_name, path)) WITHOUT ROWID;

        """;

    /// <summary>Which accounts are of a member of an archive. In what was written before, the name alone tells, and only people.</summary>
    const string SourceMembers = "ALTER TABLE stage_file ADD COLUMN member TEXT;";

    /// <summary>What another process needs to resume a run.</summary>
    const string Second = """
        ALTER TABLE run ADD COLUMN request TEXT NOT NULL DEFAULT '{}';
        ALTER TABLE run ADD COLUMN lease_number INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE run ADD COLUMN lease_until INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE run ADD COLUMN stop_requested INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE run ADD COLUMN idle_ms INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE run ADD COLUMN concurrency_key TEXT;
        ALTER TABLE run ADD COLUMN concurrency_limit INTEGER;
        ALTER TABLE run ADD COLUMN begun_at TEXT;
        ALTER TABLE run ADD COLUMN retry_of TEXT;
        UPDATE run SET status = 'ABORTED', outcome = 'Failed', error = 'Granary.Interrupted' WHERE status = 'RUNNING';
        ALTER TABLE execution ADD COLUMN machine_arn TEXT NOT NULL DEFAULT '';
        ALTER TABLE execution ADD COLUMN role_arn TEXT NOT NULL DEFAULT '';
        ALTER TABLE execution ADD COLUMN input TEXT NOT NULL DEFAULT 'null';
        ALTER TABLE execution ADD COLUMN salt TEXT NOT NULL DEFAULT '';
        ALTER TABLE execution ADD COLUMN start_at TEXT;
        CREATE INDEX execution_of_parent ON execution (parent_arn, parent_event);
        ALTER TABLE event ADD COLUMN trace TEXT;
        CREATE TABLE pinned_text (sha256 TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
        """;
}
