using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Granary.Csv.Sources;

/// <summary>Reads a gzip file, all its members one after the other, and checks each member's length and checksum.</summary>
/// <remarks>
/// The streams of .NET end without a sign where the file is cut off, and pass over what follows a member. They also read beyond a
/// member's end, so that its trailer is found by what it must say. Source: RFC 1952.
/// </remarks>
sealed class GzipMembers(FileStream file, string name) : ReadOnlyStream
{
    const byte Deflate = 8;
    const int HeaderHasChecksum = 2, HeaderHasExtra = 4, HeaderHasName = 8, HeaderHasComment = 16;

    readonly LastReadStream _compressed = new(file);
    DeflateStream? _member;
    readonly Crc32 _checksum = new();
    uint _length;
    long _total;
    bool _atEnd;

    public static bool StartsIn(ReadOnlySpan<byte> file) => file is [0x1F, 0x8B, ..];

    public override int Read(Span<byte> buffer)
    {
        while (!_atEnd && buffer.Length > 0)
        {
            _member ??= StartMember();
            var read = ReadMember(buffer);
            if (read > 0)
            {
                _checksum.Append(buffer[..read]);
                _length += (uint)read;
                _total += read;
                if (CsvArchiveLimits.Default.IsBomb(_total, file.Position))
                    throw new CsvException(
                        CsvFault.RefusedArchive,
                        $"{name} holds more than {CsvArchiveLimits.Default.MaxRatio} times its own bytes; it is not unpacked.");
                return read;
            }

            EndMember();
        }

        return 0;
    }

    int ReadMember(Span<byte> buffer)
    {
        try
        {
            return _member!.Read(buffer);
        }
        catch (InvalidDataException e)
        {
            throw new CsvException(CsvFault.DamagedSource, $"The compressed data of {name} are damaged near byte {file.Position}.", e);
        }
    }

    DeflateStream StartMember()
    {
        if (Next() != 0x1F || Next() != 0x8B || Next() != Deflate)
            throw new CsvException(
                CsvFault.DamagedSource, $"{name} is no gzip file: byte {file.Position - 1} is not as its header begins.");
        var flags = Next();
        for (var i = 0; i < 6; i++)
            Next();
        if ((flags & HeaderHasExtra) != 0)
        {
            for (var left = Next() | (Next() << 8); left > 0; left--)
                Next();
        }

        if ((flags & HeaderHasName) != 0)
            SkipText();
        if ((flags & HeaderHasComment) != 0)
            SkipText();
        if ((flags & HeaderHasChecksum) != 0)
            (_, _) = (Next(), Next());
        _checksum.Reset();
        _length = 0;
        return new(_compressed, CompressionMode.Decompress, leaveOpen: true);
    }

    /// <summary>Finds the trailer in what was read last, and the next member behind it.</summary>
    void EndMember()
    {
        _member!.Dispose();
        _member = null;
        Span<byte> trailer = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, _checksum.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], _length);

        var start = _compressed.LastStart;
        var some = new byte[Math.Min(_compressed.LastLength + trailer.Length, file.Length - start)];
        file.Position = start;
        file.ReadExactly(some);
        var found = some.AsSpan().IndexOf(trailer);
        if (found < 0)
            throw new CsvException(
                CsvFault.DamagedSource,
                $"{name} is cut off or damaged: {_length} bytes came out of it, and then no checksum that fits them.");
        file.Position = start + found + trailer.Length;
        SkipPadding();
    }

    /// <summary>Zeros may follow a member, to fill up a block of some medium.</summary>
    void SkipPadding()
    {
        int next;
        do
        {
            next = file.ReadByte();
        }
        while (next == 0);
        _atEnd = next < 0;
        if (_atEnd)
            return;
        file.Position--;
        if (next != 0x1F)
            throw new CsvException(
                CsvFault.DamagedSource, $"Behind the compressed data of {name} stands something else, at byte {file.Position}.");
    }

    void SkipText()
    {
        while (Next() != 0)
        {
        }
    }

    int Next()
    {
        var next = file.ReadByte();
        return next >= 0
            ? next
            : throw new CsvException(CsvFault.DamagedSource, $"{name} is cut off: it ends within a gzip header, at byte {file.Length}.");
    }

    protected override void Dispose(bool disposing)
    {
        _member?.Dispose();
        _compressed.Dispose();
        file.Dispose();
        base.Dispose(disposing);
    }
}
