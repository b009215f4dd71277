using System.Runtime.InteropServices;

namespace Granary.DuckDb;

/// <summary>Compresses with the Zstandard that DuckDB's library is built with. One per thread.</summary>
/// <remarks>
/// It stands in no header: the names are those of the C++ functions, as compilers on Linux and macOS write them. Windows' library shows
/// none of them, and another build might not: <see cref="TryOpen"/> tells. Source: zstd.h, "Explicit context".
/// </remarks>
public sealed unsafe class Zstd : IDisposable
{
    static readonly Lazy<Functions?> Found = new(Functions.Find);

    readonly Functions _functions;
    readonly int _level;
    void* _context;

    Zstd(Functions functions, int level)
    {
        (_functions, _level) = (functions, level);
        _context = functions.CreateContext();
    }

    /// <param name="level">1, the fastest, to 19.</param>
    /// <returns>Null where the library does not show its Zstandard.</returns>
    public static Zstd? TryOpen(int level) => Found.Value is { } functions ? new(functions, level) : null;

    /// <returns>The most bytes that so many can become.</returns>
    /// <remarks>Source: zstd.h, ZSTD_COMPRESSBOUND.</remarks>
    public static int MostFor(int bytes) => checked(bytes + (bytes >> 8) + (bytes < 128 << 10 ? ((128 << 10) - bytes) >> 11 : 0));

    /// <param name="target">Has room for <see cref="MostFor"/> bytes.</param>
    /// <returns>The bytes written.</returns>
    public int Compress(ReadOnlySpan<byte> source, Span<byte> target)
    {
        ObjectDisposedException.ThrowIf(_context is null, this);
        nuint written;
        fixed (byte* from = source, to = target)
            written = _functions.Compress(_context, to, (nuint)target.Length, from, (nuint)source.Length, _level);

        // An error is a small negative number.
        if (written > (nuint)target.Length)
            throw new InvalidOperationException($"Zstandard fails with error {-(nint)written} on {source.Length} bytes.");
        return (int)written;
    }

    public void Dispose()
    {
        if (_context is not null)
            _functions.FreeContext(_context);
        _context = null;
    }

    sealed class Functions(nint create, nint free, nint compress)
    {
        readonly delegate* unmanaged[Cdecl]<void*> _create = (delegate* unmanaged[Cdecl]<void*>)create;
        readonly delegate* unmanaged[Cdecl]<void*, nuint> _free = (delegate* unmanaged[Cdecl]<void*, nuint>)free;
        readonly delegate* unmanaged[Cdecl]<void*, void*, nuint, void*, nuint, int, nuint> _compress =
            (delegate* unmanaged[Cdecl]<void*, void*, nuint, void*, nuint, int, nuint>)compress;

        public static Functions? Find()
        {
            var library = LibraryFile.Open();
            return NativeLibrary.TryGetExport(library, "_ZN11duckdb_zstd15ZSTD_createCCtxEv", out var create)
                && NativeLibrary.TryGetExport(library, "_ZN11duckdb_zstd13ZSTD_freeCCtxEPNS_11ZSTD_CCtx_sE", out var free)
                && NativeLibrary.TryGetExport(library, "_ZN11duckdb_zstd17ZSTD_compressCCtxEPNS_11ZSTD_CCtx_sEPvmPKvmi", out var compress)
                ? new(create, free, compress)
                : null;
        }

        public void* CreateContext() => _create();

        public void FreeContext(void* context) => _free(context);

        public nuint Compress(void* context, void* target, nuint capacity, void* source, nuint length, int level) =>
            _compress(context, target, capacity, source, length, level);
    }
}
