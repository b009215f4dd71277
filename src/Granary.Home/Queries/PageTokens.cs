using System.Globalization;
using Granary.Platform.Runs;

namespace Granary.Home.Queries;

/// <summary>What the tokens of a home's pages say: where the page before ended.</summary>
static class PageTokens
{
    /// <summary>A page of a list that is small enough to read at once.</summary>
    /// <param name="key">Identifies an item.</param>
    /// <returns>The items after the one that the token names; none when it is no longer there.</returns>
    public static Page<T> After<T>(IReadOnlyList<T> all, Func<T, string> key, PageRequest page)
    {
        var rest = page.Token is null ? all : [.. all.SkipWhile(i => key(i) != page.Token).Skip(1)];
        return rest.Count <= page.Size ? new(rest, null) : new([.. rest.Take(page.Size)], key(rest[page.Size - 1]));
    }

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Text(int index, long skipped) => string.Create(CultureInfo.InvariantCulture, $"{index}.{skipped}");

    /// <exception cref="ArgumentException">No page of this list has given the token.</exception>
    public static long Number(string token) =>
        long.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Unknown(token);

    /// <inheritdoc cref="Number"/>
    public static (int Index, long Skipped) Pair(string token) =>
        token.Split('.') is [var index, var skipped] ? ((int)Number(index), Number(skipped)) : throw Unknown(token);

    static ArgumentException Unknown(string token) => new($"'{token}' is not the token of a page.", nameof(token));
}
