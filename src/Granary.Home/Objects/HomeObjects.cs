using Granary.Platform.Objects;

namespace Granary.Home.Objects;

/// <summary>The home's buckets: an object is a file, which is renamed into its place when it is on the disk as a whole.</summary>
/// <remarks>
/// A key that a folder cannot keep is refused when it is written, and is no object's otherwise: one with a part that is empty, '.' or
/// '..', with '\' or NUL, that ends in '/', or that is also the folder of another object. Files that somebody else has put into a bucket
/// are objects too. The ETag of up to 8 MiB is the MD5 of the content; beyond, it is made of the file's path, size and time.
/// </remarks>
sealed class HomeObjects(LocalHome home) : IObjects
{
    /// <summary>Larger files are not read for their tag.</summary>
    const long MaxHashedBytes = 8 << 20;

    readonly ObjectHeaderRepository _headers = new(home.Database);
    readonly UploadFolders _uploads = new(home);

    public Task<bool> HasBucketAsync(string bucket, CancellationToken cancellationToken) => Task.FromResult(home.Objects.Exists(bucket));

    public Task<ObjectPage> ListPageAsync(string bucket, string prefix, string? after, int limit, CancellationToken cancellationToken)
    {
        Require(bucket);
        var page = new List<StoredObject>();
        foreach (var (file, key) in Files(bucket, prefix, after))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (page.Count == limit)
                return Task.FromResult(new ObjectPage(page, IsLast: false));
            page.Add(new(key, file.Length, new(file.LastWriteTimeUtc)));
        }

        return Task.FromResult(new ObjectPage(page, IsLast: true));
    }

    public async Task<ObjectDescription?> FindAsync(ObjectAddress address, CancellationToken cancellationToken)
    {
        await using var file = Open(address);
        return file is null ? null : await DescribeAsync(address, file, cancellationToken);
    }

    public async Task<ObjectContent> GetAsync(ObjectAddress address, ByteRange? range, CancellationToken cancellationToken)
    {
        var file = Open(address) ?? throw ObjectsException.NotFound(address);
        try
        {
            var description = await DescribeAsync(address, file, cancellationToken);
            var (start, length) = range?.Of(file.Length) ?? (0, file.Length);
            file.Position = start;
            return new(description, start, length, new PartOfStream(file, length));
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    public async Task<string> PutAsync(
        ObjectAddress address, Stream content, ObjectHeader header, PutCondition? condition, CancellationToken cancellationToken)
    {
        var path = PathToWrite(address);
        var (temporary, tag) = await _uploads.WriteAsync(content, cancellationToken);
        return Place(address, path, temporary, tag, header, condition);
    }

    public async Task<string> CopyAsync(
        ObjectAddress source, ObjectAddress target, ObjectHeader? header, CancellationToken cancellationToken)
    {
        var path = PathToWrite(target);
        await using var content = await GetAsync(source, null, cancellationToken);
        var (temporary, tag) = await _uploads.WriteAsync(content.Stream, cancellationToken);
        return Place(target, path, temporary, tag, header ?? content.Description.Header, null);
    }

    public Task DeleteAsync(string bucket, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        Require(bucket);
        home.Database.Transaction(() =>
        {
            foreach (var key in keys)
            {
                if (FileOf(new(bucket, key)) is { } path && File.Exists(path))
                    File.Delete(path);
                _headers.Delete(bucket, key);
            }
        });
        return Task.CompletedTask;
    }

    public Task<ObjectUpload> StartUploadAsync(ObjectAddress address, ObjectHeader header, CancellationToken cancellationToken)
    {
        PathToWrite(address);
        return Task.FromResult(_uploads.Start(address, header));
    }

    public Task<UploadedPart> PutPartAsync(ObjectUpload upload, int number, Stream content, CancellationToken cancellationToken) =>
        _uploads.PutPartAsync(upload, number, content, cancellationToken);

    public async Task<string> CompleteUploadAsync(
        ObjectUpload upload, IReadOnlyList<UploadedPart> parts, PutCondition? condition, CancellationToken cancellationToken)
    {
        var header = _uploads.HeaderOf(upload);
        var (joined, tag) = await _uploads.JoinAsync(upload, parts, cancellationToken);
        var etag = Place(upload.Address, PathToWrite(upload.Address), joined, tag, header, condition);
        _uploads.Remove(upload);
        return etag;
    }

    public Task AbortUploadAsync(ObjectUpload upload, CancellationToken cancellationToken)
    {
        _uploads.Remove(upload);
        return Task.CompletedTask;
    }

    public IAsyncEnumerable<ObjectUpload> ListUploadsAsync(string bucket, CancellationToken cancellationToken)
    {
        Require(bucket);
        return _uploads.All().Where(u => u.Address.Bucket == bucket).ToAsyncEnumerable();
    }

    IEnumerable<(FileInfo File, string Key)> Files(string bucket, string prefix, string? after)
    {
        // Only the folders of the prefix are looked at; its last part may be the beginning of a name.
        var parent = prefix[..(prefix.LastIndexOf('/') + 1)];
        if (!home.Objects.TryPathOf(bucket, parent, out var folder))
            return [];
        if (after is not null && !after.StartsWith(parent, StringComparison.Ordinal))
            after = StoredObject.KeyOrder.Compare(after, parent) > 0 ? null : parent;
        else if (after is null)
            after = parent;
        return after is null
            ? []
            : FolderFiles.Below(folder, after[parent.Length..], prefix[parent.Length..]).Select(f => (f.File, parent + f.Key));
    }

    /// <summary>Puts a file that is complete into its place. Nobody else places one meanwhile, in this process or another.</summary>
    string Place(ObjectAddress address, string path, string temporary, string tag, ObjectHeader header, PutCondition? condition)
    {
        var etag = "";
        try
        {
            home.Database.Transaction(() =>
            {
                condition?.Check(address, ETagOf(path));
                Move(address, temporary, path);
                var file = new FileInfo(path);
                etag = file.Length <= MaxHashedBytes ? tag : ETagOf(path, file.Length, file.LastWriteTimeUtc);
                _headers.Put(address, Mark(file.Length, file.LastWriteTimeUtc), header);
            });
            return etag;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    static void Move(ObjectAddress address, string temporary, string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);

            // The folders of objects that were deleted are still there.
            if (Directory.Exists(path) && !FolderFiles.Below(path).Any())
                Directory.Delete(path, recursive: true);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && Storage.FullDisk.In(e) is null)
        {
            throw new ObjectsException(
                ObjectsError.InvalidKey, $"'{address.Key}' is not a key that can be kept in a folder: {e.Message}", e);
        }
    }

    async Task<ObjectDescription> DescribeAsync(ObjectAddress address, FileStream file, CancellationToken cancellationToken)
    {
        var (size, modified) = (file.Length, File.GetLastWriteTimeUtc(file.SafeFileHandle));
        string etag;
        if (size <= MaxHashedBytes)
        {
            etag = await ContentTag.OfAsync(file, cancellationToken);
            file.Position = 0;
        }
        else
        {
            etag = ETagOf(file.Name, size, modified);
        }

        return new(new(address.Key, size, new(modified)), etag, _headers.Find(address, Mark(size, modified)));
    }

    static string? ETagOf(string path) => new FileInfo(path) is not { Exists: true } file ? null
        : file.Length <= MaxHashedBytes ? ContentTag.Of(File.ReadAllBytes(path))
        : ETagOf(path, file.Length, file.LastWriteTimeUtc);

    /// <summary>As of an object that was written in parts of 8 MiB: it ends in their number.</summary>
    static string ETagOf(string path, long size, DateTime modified) =>
        $"{ContentTag.Of($"{path}\n{size}\n{modified.Ticks}")}-{(size + MaxHashedBytes - 1) / MaxHashedBytes}";

    static string Mark(long size, DateTime modified) => $"{size} {modified.Ticks}";

    FileStream? Open(ObjectAddress address)
    {
        Require(address.Bucket);
        if (FileOf(address) is not { } path || !File.Exists(path))
            return null;
        try
        {
            return new(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null; // it was deleted meanwhile
        }
    }

    string PathToWrite(ObjectAddress address)
    {
        Require(address.Bucket);
        return FileOf(address)
            ?? throw new ObjectsException(ObjectsError.InvalidKey, $"'{address.Key}' is not a key that can be kept in a folder.");
    }

    /// <returns>Null for a key that no folder can keep.</returns>
    string? FileOf(ObjectAddress address) =>
        address.Key.Length > 0
        && !address.Key.EndsWith('/')
        && System.Text.Encoding.UTF8.GetByteCount(address.Key) <= ObjectAddress.MaxKeyBytes
        && home.Objects.TryPathOf(address.Bucket, address.Key, out var path)
            ? path
            : null;

    void Require(string bucket)
    {
        if (!home.Objects.Exists(bucket))
            throw ObjectsException.NoBucket(bucket);
    }
}
