using System.Runtime.CompilerServices;

namespace Granary.Platform.Objects;

/// <summary>What follows from the operations of any home.</summary>
public static class ObjectsExtensions
{
    const int PageSize = 1000;

    /// <inheritdoc cref="IObjects.ListPageAsync"/>
    /// <remarks>Page by page, as far as the caller reads.</remarks>
    public static async IAsyncEnumerable<StoredObject> ListAsync(
        this IObjects objects, string bucket, string prefix, string? after = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var page = await objects.ListPageAsync(bucket, prefix, after, PageSize, cancellationToken);
            foreach (var stored in page.Objects)
                yield return stored;
            if (page.IsLast)
                yield break;
            after = page.Objects[^1].Key;
        }
    }
}
