using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Granary.Csv.Bytes;

/// <summary>A file of UTF-8 that several threads read at once. It is never mapped: a file that shrinks gives an exception.</summary>
sealed class ByteSource(SafeFileHandle file, string name) : IDisposable
{
    /// <summary>The name by which messages call it.</summary>
    public string Name => name;

    /// <summary>Bytes there were when it was opened. What is added later is not read.</summary>
    public long Length { get; } = RandomAccess.GetLength(file);

    /// <exception cref="CsvException">The file no longer has these bytes.</exception>
    public void Read(Span<byte> into, long offset)
    {
        while (into.Length > 0)
        {
            var read = RandomAccess.Read(file, into, offset);
            if (read == 0)
                throw new CsvException(
                    CsvFault.ChangedFile,
                    $"{name} had {Length} bytes when it was opened and ends now at {offset}: it was changed while it was read.");
            offset += read;
            into = into[read..];
        }
    }

    /// <param name="from">Any offset up to the length.</param>
    /// <returns>The first line end at or behind it; the end of the file counts as one.</returns>
    public LineEnd FindLineEnd(long from) => FindLineEnd(from, Length) ?? new(Length, Length);

    /// <returns>The first line end that starts in [from, before), or null.</returns>
    public LineEnd? FindLineEnd(long from, long before)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            for (var at = from; at < before;)
            {
                var some = buffer.AsSpan(0, (int)Math.Min(buffer.Length, before - at));
                Read(some, at);
                var found = some.IndexOfAny(Dialect.LineFeed, Dialect.CarriageReturn);
                if (found >= 0)
                    return new(at + found, at + found + (some[found] == Dialect.CarriageReturn && HasLineFeedAt(at + found + 1) ? 2 : 1));
                at += some.Length;
            }

            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    bool HasLineFeedAt(long offset)
    {
        if (offset >= Length)
            return false;
        Span<byte> one = [0];
        Read(one, offset);
        return one[0] == Dialect.LineFeed;
    }

    public void Dispose() => file.Dispose();
}

/// <param name="Start">Offset of the line end's first byte.</param>
/// <param name="Next">Offset of the next line's first byte.</param>
readonly record struct LineEnd(long Start, long Next);
