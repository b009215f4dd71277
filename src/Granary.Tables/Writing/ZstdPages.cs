using Granary.DuckDb;
using Granary.Parquet;

namespace Granary.Tables.Writing;

/// <summary>
/// ZSTD at its first level: the third would take a third longer for a tenth of the size. Source: measured; docs/benchmarks.md.
/// </summary>
sealed class ZstdPages(Zstd zstd) : PageCodec
{
    const int Level = 1;

    public override int Number => 6;

    /// <summary>Where the engine's library does not show its Zstandard, GZIP.</summary>
    public static PageCodec Open() => Zstd.TryOpen(Level) is { } zstd ? new ZstdPages(zstd) : new GzipPages();

    public override int MostFor(int bytes) => Zstd.MostFor(bytes);

    public override int Compress(ReadOnlySpan<byte> source, Span<byte> target) => zstd.Compress(source, target);

    public override void Dispose() => zstd.Dispose();
}
