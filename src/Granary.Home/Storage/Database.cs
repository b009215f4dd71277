using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Granary.Home.Storage;

/// <summary>
/// The home's SQLite file: journal, items, catalog. One connection, used by one thread at a time; other processes may use the same file.
/// </summary>
sealed class Database : IDisposable
{
    /// <summary>
    /// Seconds that a write waits for those of other processes. One that was stopped in the middle of a write blocks all others until it
    /// continues or is killed.
    /// </summary>
    const int Patience = 300;

    readonly SqliteConnection _connection;
    readonly Lock _lock = new();
    bool _isInTransaction;

    static Database() => Batteries_V2.Init();

    Database(SqliteConnection connection) => _connection = connection;

    /// <summary>Opens the file, or creates it, and brings it to the current schema.</summary>
    /// <param name="beforeMigration">Called before a file of an earlier version is changed; refuses by throwing.</param>
    /// <exception cref="SqliteException">The file is not a database, or cannot be written.</exception>
    /// <exception cref="InvalidDataException">A later version of the program wrote it.</exception>
    public static Database Open(string path, Action? beforeMigration = null) =>
        Connect(path, SqliteOpenMode.ReadWriteCreate, database => database.Prepare(beforeMigration));

    /// <summary>Opens the file for reading. Nothing is changed, and other processes may write meanwhile.</summary>
    /// <returns>Of a file of an earlier version a migrated copy, which is gone when it is closed.</returns>
    /// <exception cref="SqliteException">The file is not a database, or cannot be read.</exception>
    /// <exception cref="InvalidDataException">A later version of the program wrote it.</exception>
    public static Database OpenForReading(string path)
    {
        var (database, version) = (ConnectForReading(path), 0);
        try
        {
            version = database.RequireKnownVersion();
            return version == Schema.Versions.Count ? database : database.MigratedCopy();
        }
        finally
        {
            if (version != Schema.Versions.Count)
                database.Dispose();
        }
    }

    /// <summary>Runs statements as one: all of it is in the file afterwards, or nothing.</summary>
    public void Transaction(Action work)
    {
        lock (_lock)
        {
            if (_isInTransaction)
            {
                work();
                return;
            }

            // Immediate: two processes that both read first and write later would otherwise end in SQLITE_BUSY.
            Execute("BEGIN IMMEDIATE");
            _isInTransaction = true;
            try
            {
                work();
                Execute("COMMIT");
            }
            finally
            {
                _isInTransaction = false;
                TakeBack();
            }
        }
    }

    /// <summary>Takes back what was not committed; SQLite has done so by itself when the disk is full.</summary>
    /// <remarks>
    /// The package's own transactions do not see that, and leave the connection unusable. Source: sqlite.org, lang_transaction, "Response
    /// To Errors Within A Transaction".
    /// </remarks>
    void TakeBack()
    {
        if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
            Execute("ROLLBACK");
    }

    /// <param name="parameters">The values of ?1, ?2, … in their order; null is NULL.</param>
    /// <returns>The rows that were changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<object?> parameters)
    {
        lock (_lock)
        {
            using var command = Command(sql, parameters);
            return command.ExecuteNonQuery();
        }
    }

    /// <summary>Runs one statement for many rows of values.</summary>
    public void ExecuteAll(string sql, IEnumerable<object?[]> rows)
    {
        lock (_lock)
        {
            using var command = Command(sql, []);
            foreach (var row in rows)
            {
                for (var i = 0; i < row.Length; i++)
                {
                    if (command.Parameters.Count == i)
                        command.Parameters.AddWithValue($"?{i + 1}", row[i] ?? DBNull.Value);
                    else
                        command.Parameters[i].Value = row[i] ?? DBNull.Value;
                }

                command.ExecuteNonQuery();
            }
        }
    }

    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> parameters)
    {
        lock (_lock)
        {
            using var command = Command(sql, parameters);
            using var reader = command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read())
                rows.Add(read(reader));
            return rows;
        }
    }

    public void Dispose() => _connection.Dispose();

    SqliteCommand Command(string sql, ReadOnlySpan<object?> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters.Length; i++)
            command.Parameters.AddWithValue($"?{i + 1}", parameters[i] ?? DBNull.Value);
        return command;
    }

    static Database Connect(string source, SqliteOpenMode mode, Action<Database> prepare)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = source, Mode = mode, Pooling = false, DefaultTimeout = Patience }.ToString());
        var database = new Database(connection);
        try
        {
            connection.Open();
            prepare(database);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    static Database ConnectForReading(string path)
    {
        try
        {
            return Connect(path, SqliteOpenMode.ReadOnly, database => database.Version());
        }
        catch (SqliteException e) when (e.SqliteErrorCode is raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY && !HasLog(path))
        {
            // The folder cannot be written, so that SQLite has no place for what its connections share; nor can anybody else write there.
            // Source: sqlite.org, wal.html, "Read-Only Databases".
            return Connect($"{new Uri(path).AbsoluteUri}?immutable=1", SqliteOpenMode.ReadOnly, database => database.Version());
        }
    }

    static bool HasLog(string path) => new FileInfo(path + "-wal") is { Exists: true, Length: > 0 };

    Database MigratedCopy() => Connect("", SqliteOpenMode.ReadWriteCreate, copy =>
    {
        _connection.BackupDatabase(copy._connection);
        copy.Migrate();
    });

    void Prepare(Action? beforeMigration)
    {
        // FULL: what was committed outlasts a power cut too. Events are committed before the work that they announce begins.
        Execute("PRAGMA busy_timeout=10000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
        var version = RequireKnownVersion();
        if (version == Schema.Versions.Count)
            return;
        if (version > 0)
            beforeMigration?.Invoke();
        Transaction(Migrate);
    }

    /// <summary>Reads the version again: another process may have been faster.</summary>
    void Migrate() => Execute($"{string.Concat(Schema.Versions.Skip(Version()))}PRAGMA user_version={Schema.Versions.Count};");

    int RequireKnownVersion() => Version() is var version && version <= Schema.Versions.Count
        ? version
        : throw new InvalidDataException(
            $"The home was written by a later version of granary (schema {version}, this one knows {Schema.Versions.Count}).");

    int Version() => Query("PRAGMA user_version", r => r.GetInt32(0))[0];
}
