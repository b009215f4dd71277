using System.IO.Compression;
using Granary.Csv.Sources;

namespace Granary.Csv;

/// <summary>A zip file whose members are safe to unpack: all of them are looked at before the first one is.</summary>
public sealed class CsvArchive : IDisposable
{
    const int UnixTypeBits = 0xF000;
    const int UnixLink = 0xA000;

    readonly ZipArchive _zip;

    CsvArchive(ZipArchive zip, IReadOnlyList<CsvArchiveMember> members) => (_zip, Members) = (zip, members);

    /// <summary>In the order of the archive, without folders.</summary>
    public IReadOnlyList<CsvArchiveMember> Members { get; }

    /// <param name="limits">Those of <see cref="CsvArchiveLimits.Default"/> unless given.</param>
    /// <exception cref="CsvException">It is cut off or no zip file; or one member has a name that leads out of its folder or is there
    /// twice, is a link or encrypted, or promises more bytes than the limits allow. Then none of them can be read.</exception>
    public static CsvArchive Open(string path, CsvArchiveLimits? limits = null)
    {
        var name = Path.GetFileName(path);
        ZipArchive? zip = null;
        try
        {
            zip = ZipFile.OpenRead(path);
            if (Objection(zip, new FileInfo(path).Length, limits ?? CsvArchiveLimits.Default) is { } objection)
                throw new CsvException(CsvFault.RefusedArchive, $"{name} is not unpacked: {objection}");
            var members = zip.Entries.Where(e => !IsFolder(e)).Select(e => new CsvArchiveMember(e.FullName, e.Length, e.CompressedLength));
            return new(zip, [.. members]);
        }
        catch (InvalidDataException e)
        {
            zip?.Dispose();
            throw new CsvException(CsvFault.DamagedSource, $"{name} is cut off or no zip file.", e);
        }
        catch
        {
            zip?.Dispose();
            throw;
        }
    }

    /// <returns>The member's bytes. Reading throws a <see cref="CsvException"/> where they do not have the length or the checksum that the
    /// archive names.</returns>
    /// <exception cref="CsvException">Its data cannot be found, or are compressed in a way that is not known.</exception>
    public Stream OpenMember(CsvArchiveMember member)
    {
        var entry = _zip.GetEntry(member.Name) ?? throw new ArgumentException($"The archive has no member {member.Name}.", nameof(member));
        try
        {
            return new MemberStream(entry, entry.Open());
        }
        catch (InvalidDataException e)
        {
            throw new CsvException(
                CsvFault.DamagedSource, $"The member {member.Name} is damaged, or compressed in a way that is not known.", e);
        }
    }

    /// <summary>Writes a member to a folder, below the folders that its name has.</summary>
    /// <param name="folder">Is made when it is missing. A file that is there already is an error.</param>
    /// <returns>The path of the file. When the method throws, there is none.</returns>
    /// <exception cref="CsvException">The member is damaged.</exception>
    public string Extract(CsvArchiveMember member, string folder, CancellationToken cancellationToken = default)
    {
        using var content = OpenMember(member);
        var path = Path.Combine(folder, member.Name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        try
        {
            var buffer = new byte[1 << 16];
            while (content.Read(buffer) is > 0 and var read)
            {
                cancellationToken.ThrowIfCancellationRequested();
                file.Write(buffer, 0, read);
            }

            return path;
        }
        catch
        {
            file.Dispose();
            File.Delete(path);
            throw;
        }
    }

    /// <returns>Why the archive is not to be unpacked, a sentence, or null.</returns>
    static string? Objection(ZipArchive zip, long archiveBytes, CsvArchiveLimits limits)
    {
        if (zip.Entries.Count > limits.MaxMembers)
            return $"it has {zip.Entries.Count} members; {limits.MaxMembers} are allowed.";
        // On some file systems names that differ in case alone are the same.
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var (bytes, packed) = (0L, 0L);
        foreach (var entry in zip.Entries)
        {
            if (!IsSafe(entry.FullName))
                return $"the member '{entry.FullName}' has a name that could lead out of its folder.";
            if (!names.Add(entry.FullName))
                return $"the member {entry.FullName} is there twice.";
            if (((entry.ExternalAttributes >> 16) & UnixTypeBits) == UnixLink)
                return $"the member {entry.FullName} is a link.";
            if (entry.IsEncrypted)
                return $"the member {entry.FullName} is encrypted.";
            if (limits.IsBomb(entry.Length, entry.CompressedLength))
                return $"the member {entry.FullName} holds {entry.Length} bytes in {entry.CompressedLength}, more than {limits.MaxRatio} "
                    + "times as many.";
            bytes += entry.Length;
            packed += entry.CompressedLength;
        }

        if (bytes > limits.MaxBytes)
            return $"its members hold {bytes} bytes; {limits.MaxBytes} are allowed.";
        return packed > archiveBytes ? $"its members take {packed} bytes of its {archiveBytes}: they overlap." : null;
    }

    static bool IsFolder(ZipArchiveEntry entry) => entry.FullName.EndsWith('/');

    static bool IsSafe(string name) =>
        name.Length > 0
        && !name.AsSpan().ContainsAny('\\', ':')
        && !name.Any(char.IsControl)
        && name.TrimEnd('/').Split('/').All(part => part is not ("" or "." or ".."));

    public void Dispose() => _zip.Dispose();
}

/// <param name="Name">With <c>/</c> between folders; leads to no place outside of a folder it is put into.</param>
/// <param name="Length">Bytes, as the archive says; checked when it is read.</param>
/// <param name="CompressedLength">Bytes in the archive.</param>
public sealed record CsvArchiveMember(string Name, long Length, long CompressedLength);
