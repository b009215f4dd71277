using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Granary.Platform.Objects;

namespace Granary.Home.Objects;

/// <summary>
/// Objects that are being written, in the home's folder for temporary files: an upload is a folder with a file for each part, whose name
/// is its number and ETag; an object that is written as a whole is a file.
/// </summary>
sealed class UploadFolders(LocalHome home)
{
    const string UploadPrefix = "upload-";
    const string FilePrefix = "object-";
    const string StartFile = "upload.json";

    public ObjectUpload Start(ObjectAddress address, ObjectHeader header)
    {
        var upload = new ObjectUpload(address, Guid.NewGuid().ToString("N"), home.Clock.GetUtcNow());
        var folder = Directory.CreateDirectory(FolderOf(upload)).FullName;
        File.WriteAllText(
            Path.Combine(folder, StartFile), JsonSerializer.Serialize(new(upload, header), UploadJson.Default.StartedUpload));
        return upload;
    }

    /// <exception cref="ObjectsException">The upload is gone.</exception>
    public ObjectHeader HeaderOf(ObjectUpload upload) => Read(FolderOf(upload))?.Header ?? throw ObjectsException.NoUpload(upload);

    public async Task<UploadedPart> PutPartAsync(ObjectUpload upload, int number, Stream content, CancellationToken cancellationToken)
    {
        ObjectUpload.CheckNumber(number);
        HeaderOf(upload);
        var (temporary, tag) = await WriteAsync(content, cancellationToken);
        var part = new UploadedPart(number, tag);
        try
        {
            File.Move(temporary, PathOf(upload, part), overwrite: true);
        }
        catch (DirectoryNotFoundException)
        {
            File.Delete(temporary);
            throw ObjectsException.NoUpload(upload);
        }

        foreach (
            var replaced in Directory.EnumerateFiles(FolderOf(upload), $"{Name(number)}.*").Where(f => f != PathOf(upload, part)).ToList())
            File.Delete(replaced);
        return part;
    }

    /// <summary>Makes one file of the parts.</summary>
    /// <returns>The file, and the tag of its content.</returns>
    public async Task<(string File, string Tag)> JoinAsync(
        ObjectUpload upload, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken)
    {
        HeaderOf(upload);
        ObjectUpload.Check(parts, p => new FileInfo(PathOf(upload, p)) is { Exists: true } file ? file.Length : null);
        await using var joined = new JoinedFiles([.. parts.Select(p => PathOf(upload, p))]);
        return await WriteAsync(joined, cancellationToken);
    }

    public void Remove(ObjectUpload upload)
    {
        if (Directory.Exists(FolderOf(upload)))
            Directory.Delete(FolderOf(upload), recursive: true);
    }

    public IEnumerable<ObjectUpload> All() =>
        Directory.EnumerateDirectories(home.TemporaryFolder(""), $"{UploadPrefix}*").Select(Read).OfType<StartedUpload>()
            .Select(s => s.Upload);

    /// <summary>Writes a content to a temporary file, and makes sure that it is on the disk.</summary>
    public async Task<(string File, string Tag)> WriteAsync(Stream content, CancellationToken cancellationToken)
    {
        var path = home.TemporaryFolder($"{FilePrefix}{Guid.NewGuid():N}");
        try
        {
            await using var file = new FileStream(
                path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
            var tag = await ContentTag.CopyAsync(content, file, cancellationToken);
            file.Flush(flushToDisk: true);
            return (path, tag);
        }
        catch
        {
            File.Delete(path); // a full disk gets its room back
            throw;
        }
    }

    /// <summary>Removes what processes that died have left.</summary>
    /// <remarks>A living one has an <see cref="ObjectUpload.Lifetime"/> to complete its upload.</remarks>
    public void RemoveOld()
    {
        var oldest = home.Clock.GetUtcNow() - ObjectUpload.Lifetime;
        foreach (var upload in All().Where(u => u.StartedAt < oldest).ToList())
            Remove(upload);
        foreach (
            var file in new DirectoryInfo(home.TemporaryFolder("")).EnumerateFiles($"{FilePrefix}*")
                .Where(f => f.LastWriteTimeUtc < oldest.UtcDateTime).ToList())
            file.Delete();
    }

    string FolderOf(ObjectUpload upload) => Guid.TryParseExact(upload.Id, "N", out var id)
        ? home.TemporaryFolder($"{UploadPrefix}{id:N}")
        : throw ObjectsException.NoUpload(upload);

    string PathOf(ObjectUpload upload, UploadedPart part) =>
        Path.Combine(FolderOf(upload), $"{Name(part.Number)}.{Path.GetFileName(part.ETag)}");

    static string Name(int number) => number.ToString("00000", CultureInfo.InvariantCulture);

    static StartedUpload? Read(string folder)
    {
        var path = Path.Combine(folder, StartFile);
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), UploadJson.Default.StartedUpload);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null; // it was completed or aborted meanwhile, or its process died as it started
        }
    }
}

sealed record StartedUpload(ObjectUpload Upload, ObjectHeader Header);

[JsonSerializable(typeof(StartedUpload))]
sealed partial class UploadJson : JsonSerializerContext;
