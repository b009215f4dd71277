using System.Text;

namespace Granary.Platform.Objects;

/// <summary>An object as a listing shows it.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">When it was written; how exact is the home's.</param>
public sealed record StoredObject(string Key, long Size, DateTimeOffset Modified)
{
    /// <summary>S3 consoles write an empty object with a key that ends in '/' to show a folder.</summary>
    public bool IsFolderMarker => Size == 0 && Key.EndsWith('/');

    /// <summary>The order of listings: that of the keys' bytes in UTF-8, which is not the one of UTF-16.</summary>
    public static Comparer<string> KeyOrder { get; } = Comparer<string>.Create(
        (a, b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b)));
}

/// <param name="ETag">
/// Without quotes. Two equal ETags of an address mean the same content; the same content may have two. It is the MD5 of the content only
/// where an object is small and was written as a whole, so that nothing may be computed from it.
/// </param>
public sealed record ObjectDescription(StoredObject Object, string ETag, ObjectHeader Header);

/// <summary>What the writer of an object has recorded besides its content.</summary>
/// <param name="Metadata">Names without <c>x-amz-meta-</c>.</param>
public sealed record ObjectHeader(string ContentType, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Of an object whose writer has recorded nothing.</summary>
    public static ObjectHeader Default { get; } = new("binary/octet-stream", new Dictionary<string, string>(StringComparer.Ordinal));
}

/// <summary>A part of a listing.</summary>
/// <param name="IsLast">Whether there is nothing behind it. Otherwise its last key is where the next page begins.</param>
public sealed record ObjectPage(IReadOnlyList<StoredObject> Objects, bool IsLast);
