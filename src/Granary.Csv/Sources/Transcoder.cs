using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Granary.Csv.Sources;

/// <summary>
/// Writes text of another encoding as UTF-8. What means nothing there becomes bytes that mean nothing in UTF-8, so that it is noticed.
/// </summary>
abstract class Transcoder
{
    public static Transcoder From(CsvEncoding encoding) => encoding switch
    {
        CsvEncoding.Utf8 => new Unchanged(),
        CsvEncoding.Utf16LittleEndian => new Utf16(isBigEndian: false),
        CsvEncoding.Utf16BigEndian => new Utf16(isBigEndian: true),
        CsvEncoding.Windows1252 => new SingleByte(Windows1252),
        CsvEncoding.Latin1 => new SingleByte([]),
        _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, null),
    };

    /// <param name="bytes">Some of the text. Those at its end that make no whole character are left for the next time.</param>
    /// <param name="isLast">Whether the text ends with these bytes; then all are used.</param>
    /// <returns>The bytes that were used.</returns>
    public abstract int Write(ReadOnlySpan<byte> bytes, bool isLast, IBufferWriter<byte> to);

    // 0x80 to 0x9F; NUL where the encoding has no character. Source: unicode.org, CP1252.TXT.
    static readonly char[] Windows1252 =
        ("\u20AC\0\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\0\u017D\0"
            + "\0\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\0\u017E\u0178").ToCharArray();

    sealed class Unchanged : Transcoder
    {
        public override int Write(ReadOnlySpan<byte> bytes, bool isLast, IBufferWriter<byte> to)
        {
            to.Write(bytes);
            return bytes.Length;
        }
    }

    sealed class SingleByte(char[] from80) : Transcoder
    {
        const int First = 0x80;

        public override int Write(ReadOnlySpan<byte> bytes, bool isLast, IBufferWriter<byte> to)
        {
            var count = bytes.Length;
            while (bytes.Length > 0)
            {
                var ascii = bytes.IndexOfAnyInRange((byte)First, byte.MaxValue);
                if (ascii < 0)
                    ascii = bytes.Length;
                to.Write(bytes[..ascii]);
                bytes = bytes[ascii..];
                if (bytes.Length == 0)
                    break;
                var c = bytes[0] - First < from80.Length ? from80[bytes[0] - First] : (char)bytes[0];
                var room = to.GetSpan(4);
                if (c == 0)
                    room[0] = bytes[0];
                to.Advance(c == 0 ? 1 : new Rune(c).EncodeToUtf8(room));
                bytes = bytes[1..];
            }

            return count;
        }
    }

    sealed class Utf16(bool isBigEndian) : Transcoder
    {
        /// <summary>A byte that UTF-8 never has.</summary>
        const byte Nothing = 0xFF;

        public override int Write(ReadOnlySpan<byte> bytes, bool isLast, IBufferWriter<byte> to)
        {
            var text = new char[bytes.Length / 2];
            MemoryMarshal.Cast<byte, char>(bytes[..(2 * text.Length)]).CopyTo(text);
            if (isBigEndian == BitConverter.IsLittleEndian)
                BinaryPrimitives.ReverseEndianness(
                    MemoryMarshal.Cast<char, short>(text.AsSpan()), MemoryMarshal.Cast<char, short>(text.AsSpan()));

            ReadOnlySpan<char> rest = text;
            while (rest.Length > 0)
            {
                var status = Utf8.FromUtf16(
                    rest, to.GetSpan((3 * rest.Length) + 4), out var read, out var written, replaceInvalidSequences: false,
                    isFinalBlock: isLast);
                to.Advance(written);
                rest = rest[read..];
                if (status == OperationStatus.NeedMoreData)
                    return bytes.Length - (bytes.Length % 2) - (2 * rest.Length);
                if (status != OperationStatus.InvalidData)
                    continue;
                WriteSurrogate(rest[0], to);
                rest = rest[1..];
            }

            if (bytes.Length % 2 == 0 || !isLast)
                return bytes.Length - (bytes.Length % 2);
            to.Write([Nothing]);
            return bytes.Length;
        }

        /// <summary>Three bytes as of any other character, which UTF-8 forbids for half of a pair.</summary>
        static void WriteSurrogate(char half, IBufferWriter<byte> to) =>
            to.Write([(byte)(0xE0 | (half >> 12)), (byte)(0x80 | ((half >> 6) & 0x3F)), (byte)(0x80 | (half & 0x3F))]);
    }
}
