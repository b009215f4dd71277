namespace Granary.Platform.Runs;

/// <summary>Which part of a list is asked for.</summary>
/// <param name="Size">The number of items wanted, 1 to <see cref="MaxSize"/>. A page may have fewer, also when others follow.</param>
/// <param name="Token">The <see cref="Page{T}.NextToken"/> of the page before; null for the first page.</param>
public readonly record struct PageRequest(int Size = PageRequest.DefaultSize, string? Token = null)
{
    public const int DefaultSize = 1_000;

    public const int MaxSize = 100_000;

    /// <summary>The largest first page, for those that read to the end.</summary>
    public static PageRequest Largest { get; } = new(MaxSize);
}

/// <summary>A part of a list.</summary>
/// <param name="NextToken">Asks for what follows, in the same list; null at its end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextToken);

public static class Pages
{
    /// <summary>Reads a list to its end.</summary>
    /// <param name="read">Reads a page.</param>
    public static async IAsyncEnumerable<T> AllAsync<T>(Func<PageRequest, Task<Page<T>>> read)
    {
        for (var request = PageRequest.Largest; ;)
        {
            var page = await read(request);
            foreach (var item in page.Items)
                yield return item;
            if (page.NextToken is not { } next)
                yield break;
            request = request with { Token = next };
        }
    }
}
