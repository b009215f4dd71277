using System.IO.Compression;
using System.IO.Hashing;

namespace Granary.Csv.Sources;

/// <summary>Reads one member of a zip file, and ends only when it had the length and the checksum that the archive names.</summary>
/// <remarks>The streams of .NET check neither.</remarks>
sealed class MemberStream(ZipArchiveEntry entry, Stream content) : ReadOnlyStream
{
    readonly Crc32 _checksum = new();
    long _length;

    public override int Read(Span<byte> buffer)
    {
        var read = ReadContent(buffer);
        _checksum.Append(buffer[..read]);
        _length += read;
        if (_length > entry.Length)
            throw Damaged($"holds more than the {entry.Length} bytes it names");
        if (read == 0 && buffer.Length > 0 && _length < entry.Length)
            throw Damaged($"ends after {_length} of {entry.Length} bytes");
        if (read == 0 && buffer.Length > 0 && _checksum.GetCurrentHashAsUInt32() is var checksum && checksum != entry.Crc32)
            throw Damaged($"has the checksum {checksum:X8} and not {entry.Crc32:X8}");
        return read;
    }

    int ReadContent(Span<byte> buffer)
    {
        try
        {
            return content.Read(buffer);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw Damaged("is damaged", e);
        }
    }

    CsvException Damaged(string how, Exception? cause = null) => new(CsvFault.DamagedSource, $"The member {entry.FullName} {how}.", cause);

    protected override void Dispose(bool disposing)
    {
        content.Dispose();
        base.Dispose(disposing);
    }
}
