using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Granary.Platform.Objects;

/// <summary>The MD5 that S3 uses as ETag of an object that was written as a whole.</summary>
[SuppressMessage("Security", "CA5351", Justification = "The service's own tag of a content; no protection depends on it.")]
public static class ContentTag
{
    const int BufferBytes = 128 << 10;

    public static string Of(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(MD5.HashData(content));

    public static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>Reads the content to its end.</summary>
    public static async Task<string> OfAsync(Stream content, CancellationToken cancellationToken) =>
        Convert.ToHexStringLower(await MD5.HashDataAsync(content, cancellationToken));

    /// <summary>Copies a content to its end.</summary>
    /// <returns>Its tag.</returns>
    public static async Task<string> CopyAsync(Stream content, Stream target, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (await content.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                hash.AppendData(buffer, 0, read);
                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
