using Granary.DuckDb;
using Granary.Tables.Stages;

namespace Granary.Tables.Rejects;

/// <summary>Gathers the rejected rows of one stage and table, and writes them as Parquet beside the rows that were kept.</summary>
/// <remarks>Rows wait in an engine's table, which spills to disk: a file may be bad from end to end. Safe for many threads.</remarks>
sealed class RejectFile : IDisposable
{
    public const string FileName = "rejects.parquet";

    const string Table = "granary_rejects";

    readonly Func<DuckDbDatabase> _database;
    readonly Lock _lock = new();
    readonly Dictionary<string, long> _byFile = new(StringComparer.Ordinal);
    DuckDbConnection? _connection;
    DuckDbAppender? _appender;
    StageDatabase? _own;

    RejectFile(Func<DuckDbDatabase> database) => _database = database;

    RejectFile(StageRun run) => _database = () => (_own = run.StartDatabase()).Database;

    public static RejectFile In(StageDatabase database) => new(() => database.Database);

    /// <summary>For a stage that needs no database as long as no row is bad.</summary>
    public static RejectFile WithDatabaseOf(StageRun run) => new(run);

    public void Add(RejectedRow row)
    {
        lock (_lock)
        {
            var rows = _appender ??= Begin();
            rows.Add(row.File);
            rows.Add(row.Line);
            rows.Add(row.Column);
            rows.Add(row.Raw);
            rows.Add(row.Code);
            rows.Add(row.Reason);
            rows.EndRow();
            _byFile[row.File] = Count(row.File) + 1;
        }
    }

    public long Count(string file) => _byFile.GetValueOrDefault(file);

    /// <summary>Writes the rows, by file and line, into a folder that it makes; nothing when there are none.</summary>
    /// <param name="name">Of the file in it: parts of a table that are worked on apart have a file each.</param>
    public void WriteTo(string folder, string name = FileName)
    {
        if (_appender is null || _connection is null)
            return;
        _appender.Complete();
        Directory.CreateDirectory(folder);
        _connection.Execute(
            Sql.From(
                $"""
                COPY (SELECT * FROM {new Identifier(Table)} ORDER BY file, line) TO {Path.Combine(
                    folder,
                    name
                )} (FORMAT parquet, COMPRESSION zstd)
                """
            ));
    }

    public void Dispose()
    {
        _appender?.Dispose();
        _connection?.Dispose();
        _own?.Dispose();
    }

    DuckDbAppender Begin()
    {
        _connection = _database().Connect();
        _connection.Execute(Sql.From($"""
            CREATE OR REPLACE TABLE {new Identifier(Table)} (
                file VARCHAR, line BIGINT, "column" VARCHAR, raw VARCHAR, code VARCHAR, reason VARCHAR)
            """));
        return _connection.Append(Table);
    }
}
