namespace Granary.Csv;

/// <summary>How much may come out of compressed files.</summary>
public sealed record CsvArchiveLimits
{
    // What is smaller does no harm, however well it was compressed.
    const long Harmless = 64 << 20;

    /// <summary>For zip files unless others are given, and for gzip files.</summary>
    public static CsvArchiveLimits Default { get; } = new();

    /// <summary>Members of an archive, folders included. 10,000 unless set.</summary>
    public int MaxMembers { get; init; } = 10_000;

    /// <summary>Bytes in all members together. 256 GiB unless set.</summary>
    public long MaxBytes { get; init; } = 256L << 30;

    /// <summary>
    /// How many times as many bytes as it takes a member of more than 64 MiB may hold. 500 unless set; deflate can reach 1,032.
    /// </summary>
    public int MaxRatio { get; init; } = 500;

    /// <param name="length">Bytes that come out.</param>
    /// <param name="compressedLength">Bytes that they come out of.</param>
    public bool IsBomb(long length, long compressedLength) => length > Harmless && length / MaxRatio > compressedLength;
}
