using System.Buffers;
using Granary.Csv.Bytes;
using Microsoft.Win32.SafeHandles;

namespace Granary.Csv.Sources;

/// <summary>A file as UTF-8: itself when it is that already, else a temporary file.</summary>
/// <param name="Start">Offset of the first byte behind a byte order mark.</param>
/// <param name="IsCopy">Whether it is the temporary file.</param>
sealed record SourceFile(ByteSource Bytes, long Start, bool IsCopy)
{
    const int ChunkBytes = 1 << 18;

    /// <param name="temporaryFolder">Must exist when the file is compressed or not UTF-8.</param>
    public static SourceFile Open(string path, CsvEncoding encoding, string temporaryFolder, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(path);
        using var input = OpenText(path);
        Span<byte> start = stackalloc byte[ByteOrderMark.Most];
        start = start[..input.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        var mark = ByteOrderMark.Find(start, encoding);
        if (input is FileStream && mark.Encoding == CsvEncoding.Utf8)
            return new(new(File.OpenHandle(path, options: FileOptions.RandomAccess), name), mark.Length, IsCopy: false);

        var temporary = OpenTemporary(temporaryFolder);
        try
        {
            Write(input, start[mark.Length..], Transcoder.From(mark.Encoding), temporary, cancellationToken);
            return new(new(temporary, name), 0, IsCopy: true);
        }
        catch
        {
            temporary.Dispose();
            throw;
        }
    }

    /// <returns>The bytes of a file, decompressed if they are a gzip file's.</returns>
    public static Stream OpenText(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, ChunkBytes, FileOptions.SequentialScan);
        Span<byte> start = stackalloc byte[2];
        var isGzip = GzipMembers.StartsIn(start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)]);
        file.Position = 0;
        if (isGzip)
            return new GzipMembers(file, Path.GetFileName(path));
        if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            return file;
        file.Dispose();
        throw new CsvException(CsvFault.DamagedSource, $"{Path.GetFileName(path)} is no gzip file: it does not begin as one.");
    }

    static void Write(
        Stream input, ReadOnlySpan<byte> start, Transcoder transcoder, SafeFileHandle output, CancellationToken cancellationToken)
    {
        var chunk = new byte[ChunkBytes];
        start.CopyTo(chunk);
        var filled = start.Length;
        var text = new ArrayBufferWriter<byte>(ChunkBytes);
        var offset = 0L;
        for (var isLast = false; !isLast;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = input.Read(chunk, filled, chunk.Length - filled);
            isLast = read == 0;
            filled += read;
            var used = transcoder.Write(chunk.AsSpan(0, filled), isLast, text);
            chunk.AsSpan(used, filled - used).CopyTo(chunk);
            filled -= used;
            RandomAccess.Write(output, text.WrittenSpan, offset);
            offset += text.WrittenCount;
            text.ResetWrittenCount();
        }
    }

    static SafeFileHandle OpenTemporary(string folder)
    {
        var path = Path.Combine(folder, $"csv-{Guid.NewGuid():N}.tmp");
        var handle = File.OpenHandle(
            path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, FileOptions.DeleteOnClose | FileOptions.RandomAccess);
        // Without a name it is gone with this process, however that ends. Windows deletes it when it is closed.
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        return handle;
    }
}
