namespace Granary.States.Reading;

/// <summary>Finds the name that somebody may have meant.</summary>
static class Suggestion
{
    /// <returns>A hint for a person, or null when no name is near enough.</returns>
    public static string? For(string written, IReadOnlyCollection<string> names)
    {
        if (
            written.Length > 3
            && names.Where(n => n.StartsWith(written, StringComparison.OrdinalIgnoreCase)).MinBy(n => n.Length) is { } longer)
            return $"Did you mean '{longer}'?";
        var nearest = names
            .Select(n => (Name: n, Distance: Distance(written.ToUpperInvariant(), n.ToUpperInvariant())))
            .OrderBy(n => n.Distance)
            .FirstOrDefault();
        return nearest.Name is not null && nearest.Distance <= Math.Max(1, written.Length / 3) ? $"Did you mean '{nearest.Name}'?" : null;
    }

    /// <summary>How many letters must be put in, taken out, replaced or swapped with their neighbour.</summary>
    static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }

        return d[a.Length, b.Length];
    }
}
