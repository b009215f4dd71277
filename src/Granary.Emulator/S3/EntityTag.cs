using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Granary.Emulator.S3;

/// <summary>ETags as S3 makes them: the MD5 of the content, and of what came in parts something else that ends in their number.</summary>
[SuppressMessage("Security", "CA5351", Justification = "The service's own tag of a content; nothing rests on it.")]
public static class EntityTag
{
    /// <summary>From here on clients hand a file in by parts of this size.</summary>
    const long PartBytes = 8 << 20;

    public static string Of(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(MD5.HashData(content));

    /// <summary>A large file is not read for its tag: path, size and time stand for its content.</summary>
    public static string Of(FileInfo file) => file.Length <= PartBytes
        ? Of(File.ReadAllBytes(file.FullName))
        : $"{Of(Encoding.UTF8.GetBytes(Identity(file)))}-{(file.Length + PartBytes - 1) / PartBytes}";

    static string Identity(FileInfo file) => $"{file.FullName}\n{file.Length}\n{file.LastWriteTimeUtc.Ticks}";
}
