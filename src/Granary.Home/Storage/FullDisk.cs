using Granary.DuckDb;
using Granary.Model;
using Microsoft.Data.Sqlite;

namespace Granary.Home.Storage;

/// <summary>Tells a full disk from other failures, whoever noticed it: a file, DuckDB, or the journal.</summary>
public static class FullDisk
{
    /// <summary>SQLITE_FULL.</summary>
    const int Full = 13;

    /// <summary>ENOSPC, EDQUOT and EFBIG. Source: Linux, errno.h; .NET has them as the result of an IOException.</summary>
    static readonly int[] Results = [28, 122, 27];

    /// <summary>
    /// SQLITE_IOERR_WRITE, _FSYNC, _TRUNCATE, _SHMOPEN, _SHMSIZE and _SHMMAP: what it makes of a quota, and of no room for what its
    /// connections share.
    /// </summary>
    static readonly int[] Unwritten = [778, 1034, 1546, 4618, 4874, 5386];

    /// <returns>Null when it is another failure.</returns>
    public static Problem? In(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            if (IsFull(e))
                return new("GR3250", ProblemKind.Storage,
                    $"There is no room on the disk: {e.Message}",
                    "Nothing was published. Make room on the disk that has the home, then run once more, "
                    + "or granary resume where the run goes on.");
        }

        return null;
    }

    static bool IsFull(Exception e) => e switch
    {
        IOException io => Results.Contains(io.HResult),
        SqliteException sqlite => sqlite.SqliteErrorCode == Full || Unwritten.Contains(sqlite.SqliteExtendedErrorCode),
        DuckDbException or ArgumentOutOfRangeException { ParamName: "value" } => IsFull(e.Message),
        _ => false,
    };

    /// <summary>
    /// The one thing of a home that only words tell: DuckDB hands on the system's text without its number, also in errors of other types
    /// than IO, and names the option that limits its temporary folder; .NET makes an argument error of EFBIG.
    /// </summary>
    /// <remarks>Source: strerror of Linux and macOS; duckdb, temporary_file_manager.cpp; dotnet/runtime, Interop.IOErrors.</remarks>
    static bool IsFull(string message) =>
        message.Contains("No space left on device", StringComparison.Ordinal)
        || message.Contains("Disk quota exceeded", StringComparison.Ordinal)
        || message.Contains("File too large", StringComparison.Ordinal)
        || message.Contains("max_temp_directory_size", StringComparison.Ordinal)
        || message.Contains("file length", StringComparison.Ordinal);
}
