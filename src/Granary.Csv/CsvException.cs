namespace Granary.Csv;

/// <summary>The file as a whole cannot be read. What is wrong with single records is a <see cref="CsvProblem"/>.</summary>
public sealed class CsvException(CsvFault fault, string message, Exception? cause = null) : Exception(message, cause)
{
    public CsvFault Fault { get; } = fault;
}

public enum CsvFault
{
    /// <summary>The settings contradict themselves or the file; see <see cref="CsvFormat.Validate"/>.</summary>
    InvalidFormat,

    /// <summary>A compressed stream ends early or does not have the checksum it names.</summary>
    DamagedSource,

    /// <summary>
    /// An archive holds what is not unpacked: a name that leads elsewhere, an encrypted or repeated member, far more bytes than it has
    /// itself.
    /// </summary>
    RefusedArchive,

    /// <summary>The file is no longer what it was when it was opened. Reading it again can help.</summary>
    ChangedFile,
}
