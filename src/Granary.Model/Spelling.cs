namespace Granary.Model;

/// <summary>Finds the name somebody meant.</summary>
public static class Spelling
{
    /// <returns>The candidate that is nearest to the word by edits, letter case aside, or null when none is near enough to be
    /// meant.</returns>
    public static string? Closest(string word, IEnumerable<string> candidates)
    {
        var best = (Name: default(string), Edits: Math.Max(1, word.Length / 3) + 1);
        foreach (var candidate in candidates)
        {
            var edits = Edits(word.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (edits < best.Edits && edits < candidate.Length)
                best = (candidate, edits);
        }

        return best.Name;
    }

    /// <returns><c>Did you mean "…"?</c>, or null when no candidate is near.</returns>
    public static string? Hint(string word, IEnumerable<string> candidates) =>
        Closest(word, candidates) is { } name ? $"Did you mean \"{name}\"?" : null;

    /// <summary>Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.</summary>
    static int Edits(string a, string b)
    {
        var (beforeLast, last, row) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
            last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(last[j], row[j - 1]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
            }

            (beforeLast, last, row) = (last, row, beforeLast);
        }

        return last[b.Length];
    }
}
