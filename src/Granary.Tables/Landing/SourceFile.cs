using System.Security.Cryptography;
using Granary.Csv;
using Granary.Model;
using Granary.Model.Datasets;

namespace Granary.Tables.Landing;

/// <summary>One delivered file: opened, counted, and watched for changes while it is read.</summary>
sealed class SourceFile : IDisposable
{
    readonly string _path;
    readonly string? _copy;
    readonly DateTime _lastWrite;
    Task<string>? _hash;

    SourceFile(DeliveredText text, string? copy, CsvFile file, FileInfo delivered)
    {
        Name = text.Name;
        _path = text.Path;
        _copy = copy;
        File = file;
        Bytes = delivered.Length;
        _lastWrite = delivered.LastWriteTimeUtc;
        Survey = new(Name, Bytes, file.Counts.Data, file.HeaderLine, [.. file.Header.Select(h => h.Name)], file.HeaderProblem);
    }

    /// <summary>Below the project's input prefix; a member of an archive behind the archive's.</summary>
    public string Name { get; }

    public CsvFile File { get; }

    /// <summary>Of the delivered file.</summary>
    public long Bytes { get; }

    public TextSurvey Survey { get; }

    /// <exception cref="CsvException">The file is damaged.</exception>
    public static SourceFile Open(DeliveredText text, DatasetSource source, string temporaryFolder, CancellationToken cancellationToken)
    {
        var delivered = new FileInfo(text.Path);
        delivered.Refresh();
        var path = text.ToFile(temporaryFolder, cancellationToken);
        var file = CsvFile.Open(path, SourceFormat.Of(source, path), temporaryFolder, cancellationToken);
        return new(text, text.Member is null ? null : path, file, delivered);
    }

    /// <summary>Begins to hash the file, beside the work that reads it.</summary>
    public void Watch(CancellationToken cancellationToken) => _hash = Task.Run(() => HashAsync(_path, cancellationToken), cancellationToken);

    /// <summary>Makes sure that what was read is what is there: same size, same bytes.</summary>
    /// <returns>The SHA-256, lower-case hex.</returns>
    /// <exception cref="ProblemException">The file changed while it was read.</exception>
    public async Task<string> VerifyAsync(CancellationToken cancellationToken)
    {
        var before = await (_hash ?? throw new InvalidOperationException("Nobody watches the file."));
        var now = new FileInfo(_path);
        if (now.Length != Bytes)
            throw new ProblemException(Changed(Name, $"it had {Bytes} bytes and has {now.Length} now"));

        // The first hash is taken while the rows are read: a byte that changes after its row was read and before it is hashed shows here alone.
        if (now.LastWriteTimeUtc != _lastWrite)
            throw new ProblemException(Changed(Name, "it was written to"));
        var after = await HashAsync(_path, cancellationToken);
        return after == before ? after : throw new ProblemException(Changed(Name, "its SHA-256 is another one now"));
    }

    public void Dispose()
    {
        File.Dispose();
        if (_copy is not null)
            System.IO.File.Delete(_copy);
    }

    public static Problem Changed(string name, string how) =>
        new("GR3003", $"{name} changed while it was read: {how}.", "Nothing was published. Deliver the file again, whole, and run once more.");

    static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 20, FileOptions.SequentialScan);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }
}
