namespace Granary.DuckDb;

/// <summary>What DuckDB refused or could not do, in its own words.</summary>
/// <param name="message">The engine's message, such as <c>Catalog Error: Table with name x does not exist! …</c></param>
public sealed class DuckDbException(string message) : Exception(message)
{
    /// <summary>
    /// What the engine calls this kind of error: the words before " Error:" in the message, such as <c>Catalog</c> or <c>Out of Memory</c>.
    /// Empty when there are none.
    /// </summary>
    public string ErrorType { get; } = TypeOf(message);

    static string TypeOf(string message)
    {
        const string Mark = " Error:";
        var end = message.IndexOf(Mark, StringComparison.Ordinal);

        // The longest type has three words; a mark further on belongs to the text of the message.
        return end is > 0 and <= 40 ? message[..end] : "";
    }
}
