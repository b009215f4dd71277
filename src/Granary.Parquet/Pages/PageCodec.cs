using System.IO.Compression;

namespace Granary.Parquet;

/// <summary>How pages are compressed. One per thread.</summary>
public abstract class PageCodec : IDisposable
{
    /// <summary>The number by which a footer names it. Source: parquet.thrift, CompressionCodec.</summary>
    public abstract int Number { get; }

    /// <returns>The most bytes that <see cref="Compress"/> gives for so many.</returns>
    public abstract int MostFor(int bytes);

    /// <param name="target">Has room for <see cref="MostFor"/> bytes.</param>
    /// <returns>The bytes written.</returns>
    public abstract int Compress(ReadOnlySpan<byte> source, Span<byte> target);

    public abstract void Dispose();
}

/// <summary>GZIP, which the runtime has everywhere.</summary>
public sealed class GzipPages : PageCodec
{
    public override int Number => 2;

    public override int MostFor(int bytes) => bytes + (bytes >> 8) + 1024;

    public override int Compress(ReadOnlySpan<byte> source, Span<byte> target)
    {
        using var written = new MemoryStream();
        using (var gzip = new GZipStream(written, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(source);
        written.GetBuffer().AsSpan(0, (int)written.Length).CopyTo(target);
        return (int)written.Length;
    }

    public override void Dispose()
    {
    }
}
