using System.Security.Cryptography;
using Granary.Model;

namespace Granary.Tables.Landing;

/// <summary>A delivered file as it was when it was first looked at, to know whether somebody still writes it.</summary>
sealed class DeliveredBytes
{
    readonly DateTime _lastWrite;
    readonly Lazy<string> _sha256;

    /// <exception cref="IOException">There is no such file.</exception>
    public DeliveredBytes(string path)
    {
        Path = path;
        var file = new FileInfo(path);
        Length = file.Length;
        _lastWrite = file.LastWriteTimeUtc;
        _sha256 = new(Hash);
    }

    public string Path { get; }

    public long Length { get; }

    /// <summary>Lower-case hex, of all that the file holds now. Read once, however many texts are in the file.</summary>
    public string Sha256 => _sha256.Value;

    /// <param name="name">By which the message calls it.</param>
    /// <exception cref="ProblemException">It has another size, or was written to.</exception>
    public void RequireUnchanged(string name)
    {
        var now = new FileInfo(Path);
        if (now.Length != Length)
            throw new ProblemException(Changed(name, $"it had {Length} bytes and has {now.Length} now"));
        if (now.LastWriteTimeUtc != _lastWrite)
            throw new ProblemException(Changed(name, "it was written to"));
    }

    public static Problem Changed(string name, string how) =>
        new(
            "GR3003", ProblemKind.Data, $"{name} changed while it was read: {how}.",
            "Nothing was published. Deliver the file again, whole, and run once more.");

    string Hash()
    {
        using var stream = new FileStream(
            Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 20, FileOptions.SequentialScan);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
