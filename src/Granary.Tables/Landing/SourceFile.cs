using System.Security.Cryptography;
using Granary.Csv;
using Granary.Model;

namespace Granary.Tables.Landing;

/// <summary>One delivered file: opened, counted, and watched for changes while it is read.</summary>
sealed class SourceFile : IDisposable
{
    readonly string _path;
    readonly long _bytes;
    readonly Task<string> _hash;

    SourceFile(string name, string path, CsvFile file, long bytes, IReadOnlyList<string> header, CancellationToken cancellationToken)
    {
        Name = name;
        _path = path;
        File = file;
        _bytes = bytes;
        Header = header;
        _hash = Task.Run(() => HashAsync(path, cancellationToken), cancellationToken);
    }

    /// <summary>Below the project's input prefix.</summary>
    public string Name { get; }

    public CsvFile File { get; }

    public long Bytes => _bytes;

    /// <summary>The header's fields as they stand in the file; empty when the file has none.</summary>
    public IReadOnlyList<string> Header { get; }

    public static SourceFile Open(string name, string path, CsvFormat format, string temporaryFolder, CancellationToken cancellationToken)
    {
        var bytes = new FileInfo(path).Length;
        var file = CsvFile.Open(path, format, temporaryFolder, cancellationToken);
        return new(name, path, file, bytes, [.. file.Header.Select(h => h.Name)], cancellationToken);
    }

    /// <summary>Makes sure that what was read is what is there: same size, same bytes.</summary>
    /// <returns>The SHA-256, lower-case hex.</returns>
    /// <exception cref="ProblemException">The file changed while it was read.</exception>
    public async Task<string> VerifyAsync(CancellationToken cancellationToken)
    {
        var before = await _hash;
        var size = new FileInfo(_path).Length;
        if (size != _bytes)
            throw Changed($"it had {_bytes} bytes and has {size} now");
        var after = await HashAsync(_path, cancellationToken);
        return after == before ? after : throw Changed("its SHA-256 is another one now");
    }

    public void Dispose() => File.Dispose();

    ProblemException Changed(string how) => new(new Problem(
        "GR3003", $"{Name} changed while it was read: {how}.", "Nothing was published. Deliver the file again, whole, and run once more."));

    static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 20, FileOptions.SequentialScan);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }
}
