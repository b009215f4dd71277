using Granary.DuckDb;

namespace Granary.Tables.Rejects;

/// <summary>Gathers the rejected rows of one stage and table, and writes them as Parquet beside the rows that were kept.</summary>
/// <remarks>Rows wait in an engine's table, which spills to disk: a file may be bad from end to end. Safe for many threads.</remarks>
sealed class RejectFile : IDisposable
{
    public const string FileName = "rejects.parquet";

    const string Table = "granary_rejects";

    readonly DuckDbConnection _connection;
    readonly DuckDbAppender _appender;
    readonly Lock _lock = new();
    readonly Dictionary<string, long> _byFile = new(StringComparer.Ordinal);

    public RejectFile(DuckDbDatabase database)
    {
        _connection = database.Connect();
        _connection.Execute(Sql.From($"""
            CREATE OR REPLACE TABLE {new Identifier(Table)} (
                file VARCHAR, line BIGINT, "column" VARCHAR, raw VARCHAR, code VARCHAR, reason VARCHAR)
            """));
        _appender = _connection.Append(Table);
    }

    public void Add(RejectedRow row)
    {
        lock (_lock)
        {
            _appender.Add(row.File);
            _appender.Add(row.Line);
            _appender.Add(row.Column);
            _appender.Add(row.Raw);
            _appender.Add(row.Code);
            _appender.Add(row.Reason);
            _appender.EndRow();
            _byFile[row.File] = Count(row.File) + 1;
        }
    }

    public long Count(string file) => _byFile.GetValueOrDefault(file);

    /// <summary>Writes the rows, by file and line, into a folder that it makes; nothing when there are none.</summary>
    /// <param name="name">Of the file in it: parts of a table that are worked on apart have a file each.</param>
    public void WriteTo(string folder, string name = FileName)
    {
        _appender.Complete();
        if (_byFile.Count == 0)
            return;
        Directory.CreateDirectory(folder);
        _connection.Execute(Sql.From($"""
            COPY (SELECT * FROM {new Identifier(Table)} ORDER BY file, line) TO {Path.Combine(folder, name)} (FORMAT parquet, COMPRESSION zstd)
            """));
    }

    public void Dispose()
    {
        _appender.Dispose();
        _connection.Dispose();
    }
}
