namespace Granary.DuckDb;

/// <summary>What only the words of an error tell. Nothing else looks into messages of DuckDB.</summary>
/// <remarks>
/// A result and an appender give the type of their error. Opening, preparing and a pending result give a text alone, which begins with the
/// type. Source: duckdb.h, duckdb_prepare_error and duckdb_pending_error; exception.cpp, Exception::ExceptionTypeToString.
/// </remarks>
static class ErrorWords
{
    const string TypeEnd = " Error:";
    const string TableStart = "Table with name ";
    const string TableEnd = " does not exist";

    /// <summary>The longest type has three words; a mark further on belongs to the text of the message.</summary>
    const int LongestType = 40;

    public static DuckDbErrorType TypeIn(string message)
    {
        var end = message.IndexOf(TypeEnd, StringComparison.Ordinal);
        if (end is <= 0 or > LongestType)
            return DuckDbErrorType.Invalid;
        return message[..end] switch
        {
            "TransactionContext" => DuckDbErrorType.Transaction,
            var words => Enum.TryParse<DuckDbErrorType>(words.Replace(" ", "", StringComparison.Ordinal), ignoreCase: true, out var type)
                ? type
                : DuckDbErrorType.Invalid,
        };
    }

    /// <remarks>The type of the error says that something of the catalog is missing, but not what. Source: catalog.cpp.</remarks>
    public static string? TableIn(string message)
    {
        var start = message.IndexOf(TableStart, StringComparison.Ordinal) + TableStart.Length;
        var end = start < TableStart.Length ? -1 : message.IndexOf(TableEnd, start, StringComparison.Ordinal);
        return end < 0 ? null : message[start..end];
    }
}
