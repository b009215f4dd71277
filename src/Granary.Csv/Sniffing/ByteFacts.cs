using System.Buffers;
using System.Text;
using Granary.Csv.Sources;

namespace Granary.Csv.Sniffing;

/// <summary>What the bytes of a whole file say about its encoding.</summary>
/// <param name="Mark">The encoding that a byte order mark names, or null.</param>
/// <param name="NulAtEven">NUL bytes at even offsets.</param>
/// <param name="High">Bytes from 80 on.</param>
/// <param name="Characters">Characters of several bytes, read as UTF-8.</param>
/// <param name="Broken">Bytes, or beginnings of characters, that mean nothing in UTF-8.</param>
/// <param name="Controls">Bytes 80 to 9F, which Latin-1 has no letters for.</param>
/// <param name="Unknown">Those of them that mean nothing in Windows-1252.</param>
sealed record ByteFacts(
    CsvEncoding? Mark, long Length, long NulAtEven, long NulAtOdd, long High, long Characters, long Broken, long Controls, long Unknown)
{
    const int ChunkBytes = 1 << 18;

    static readonly SearchValues<byte> Unassigned = SearchValues.Create([0x81, 0x8D, 0x8F, 0x90, 0x9D]);

    public static ByteFacts Of(string path, CancellationToken cancellationToken)
    {
        using var input = SourceFile.OpenText(path);
        var chunk = new byte[ChunkBytes];
        var filled = input.ReadAtLeast(chunk, ByteOrderMark.Most, throwOnEndOfStream: false);
        var mark = ByteOrderMark.Find(chunk.AsSpan(0, filled), CsvEncoding.Utf8);
        var facts = new ByteFacts(mark.Length > 0 ? mark.Encoding : null, 0, 0, 0, 0, 0, 0, 0, 0);
        if (facts.Mark is not null)
            return facts;
        var start = 0;
        for (var isLast = false; !isLast;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = input.Read(chunk, filled, chunk.Length - filled);
            isLast = read == 0;
            filled += read;
            var used = facts.Add(chunk.AsSpan(0, filled), start, isLast, out facts);
            start = filled - used;
            chunk.AsSpan(used, start).CopyTo(chunk);
            filled = start;
        }

        return facts;
    }

    /// <param name="seen">How many bytes at the start were counted already, but not as characters.</param>
    /// <returns>The bytes that were read as characters; those that follow may begin one.</returns>
    int Add(ReadOnlySpan<byte> bytes, int seen, bool isLast, out ByteFacts sum)
    {
        var fresh = bytes[seen..];
        var (even, odd) = (0L, 0L);
        for (var at = 0; fresh[at..].IndexOf((byte)0) is >= 0 and var found; at += found + 1)
        {
            if ((Length + at + found) % 2 == 0)
                even++;
            else
                odd++;
        }

        var (high, controls, unknown) = (0L, 0L, 0L);
        for (var at = 0; fresh[at..].IndexOfAnyInRange((byte)0x80, byte.MaxValue) is >= 0 and var found; at += found + 1)
        {
            high++;
            controls += fresh[at + found] < 0xA0 ? 1 : 0;
            unknown += Unassigned.Contains(fresh[at + found]) ? 1 : 0;
        }

        var used = CountCharacters(bytes, isLast, out var characters, out var broken);
        sum = new(
            Mark, Length + fresh.Length, NulAtEven + even, NulAtOdd + odd, High + high, Characters + characters, Broken + broken,
            Controls + controls, Unknown + unknown);
        return used;
    }

    static int CountCharacters(ReadOnlySpan<byte> bytes, bool isLast, out long characters, out long broken)
    {
        (characters, broken) = (0, 0);
        var at = 0;
        while (bytes[at..].IndexOfAnyInRange((byte)0x80, byte.MaxValue) is >= 0 and var found)
        {
            at += found;
            var status = Rune.DecodeFromUtf8(bytes[at..], out _, out var used);
            if (status == OperationStatus.NeedMoreData && !isLast)
                return at;
            at += used;
            if (status == OperationStatus.Done)
                characters++;
            else
                broken++;
        }

        return bytes.Length;
    }
}
