namespace Granary.Csv.Sources;

/// <summary>The bytes with which a file may say what its encoding is.</summary>
/// <param name="Length">Bytes; 0 when there is none.</param>
readonly record struct ByteOrderMark(CsvEncoding Encoding, int Length)
{
    /// <summary>More than the longest mark.</summary>
    public const int Most = 4;

    /// <param name="start">The first bytes of the file, four if it has as many.</param>
    /// <param name="otherwise">The encoding of a file without a mark.</param>
    /// <exception cref="CsvException">The mark is one of UTF-32.</exception>
    public static ByteOrderMark Find(ReadOnlySpan<byte> start, CsvEncoding otherwise) =>
        start switch
        {
            [0xEF, 0xBB, 0xBF, ..] => new(CsvEncoding.Utf8, 3),
            [0xFF, 0xFE, 0, 0] or [0, 0, 0xFE, 0xFF] => throw new CsvException(
                CsvFault.InvalidFormat, "The file begins with a byte order mark of UTF-32, which is not read."),
            [0xFF, 0xFE, ..] => new(CsvEncoding.Utf16LittleEndian, 2),
            [0xFE, 0xFF, ..] => new(CsvEncoding.Utf16BigEndian, 2),
            _ => new(otherwise, 0),
        };
}
