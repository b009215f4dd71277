namespace Granary.Csv;

/// <summary>
/// One data record of a range. Its fields last until the next record is read, the bytes that they point at until the reader starts the next
/// range.
/// </summary>
public readonly ref struct CsvRecord
{
    readonly ReadOnlySpan<byte> _buffer;
    readonly int _start;
    readonly int _length;

    internal CsvRecord(
        ReadOnlySpan<byte> buffer, int start, int length, ReadOnlySpan<CsvField> fields, long line, long offset, CsvProblem problem)
    {
        _buffer = buffer;
        _start = start;
        _length = length;
        Fields = fields;
        Line = line;
        Offset = offset;
        Problem = problem;
    }

    /// <summary>The physical line on which the record starts, from 1.</summary>
    public long Line { get; }

    /// <summary>
    /// Where the record starts, in bytes from the start of the file as it is read: after decompression, in UTF-8, a byte order mark of
    /// UTF-8 included.
    /// </summary>
    public long Offset { get; }

    public CsvProblem Problem { get; }

    /// <summary>
    /// In the order of the file; none when the record is <see cref="CsvProblem.BrokenQuote"/> or <see cref="CsvProblem.TooLong"/>, or of
    /// fixed widths and <see cref="CsvProblem.Undecodable"/>.
    /// </summary>
    public ReadOnlySpan<CsvField> Fields { get; }

    /// <summary>
    /// The record without its line end. Of one that is <see cref="CsvProblem.TooLong"/> or broken at least its first
    /// <see cref="CsvFormat.MaxRecordBytes"/>.
    /// </summary>
    public ReadOnlySpan<byte> Raw => _buffer.Slice(_start, _length);

    /// <summary><see cref="Raw"/> for people: bytes that are no text are shown as <c>\xNN</c>.</summary>
    public string RawText => Parsing.RawText.Of(Raw);

    /// <summary>A field's bytes, without its quotes, doubled quotes and escapes as they stand.</summary>
    public ReadOnlySpan<byte> BytesOf(CsvField field) => _buffer.Slice(field.Start, field.Length);
}

/// <summary>Why a record cannot be taken as it is. The first that fits.</summary>
public enum CsvProblem : byte
{
    None,

    /// <summary>A quote is not closed, or text follows a closing quote. The record is one physical line.</summary>
    BrokenQuote,

    /// <summary>It has more than <see cref="CsvFormat.MaxRecordBytes"/>.</summary>
    TooLong,

    /// <summary>It holds bytes that mean nothing in the file's encoding.</summary>
    Undecodable,

    /// <summary>It holds a NUL, and <see cref="CsvFormat.RefusesNul"/> is set.</summary>
    HasNul,
}

/// <summary>Where a field is in its reader's buffer.</summary>
public readonly struct CsvField : IEquatable<CsvField>
{
    const uint Quoted = 1u << 31;
    const uint Escaped = 1u << 30;
    const uint LengthBits = Escaped - 1;

    readonly uint _length;

    CsvField(int start, uint length)
    {
        Start = start;
        _length = length;
    }

    /// <summary>Index of the first byte, behind an opening quote.</summary>
    public int Start { get; }

    /// <summary>Bytes, without the quotes around them.</summary>
    public int Length => (int)(_length & LengthBits);

    /// <summary>Whether quotes stand around it. It tells <c>""</c> from nothing.</summary>
    public bool IsQuoted => (_length & Quoted) != 0;

    /// <summary>
    /// Whether it holds doubled quotes or escapes, so that its value is what <see cref="CsvRangeReader.Unescape"/> makes of it.
    /// </summary>
    public bool IsEscaped => (_length & Escaped) != 0;

    internal static CsvField Plain(int start, int length) => new(start, (uint)length);

    internal static CsvField InQuotes(int start, int length, bool escaped) => new(start, (uint)length | Quoted | (escaped ? Escaped : 0));

    public bool Equals(CsvField other) => Start == other.Start && _length == other._length;

    public override bool Equals(object? obj) => obj is CsvField other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Start, _length);

    public static bool operator ==(CsvField left, CsvField right) => left.Equals(right);

    public static bool operator !=(CsvField left, CsvField right) => !left.Equals(right);
}
