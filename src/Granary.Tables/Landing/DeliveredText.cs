using Granary.Csv;

namespace Granary.Tables.Landing;

/// <summary>A delimited text as it was delivered: a file, or a member of a zip archive.</summary>
/// <param name="Name">Below the input prefix: <c>table/file.csv</c>, or <c>table/file.zip/member.csv</c>.</param>
/// <param name="Path">Of the delivered file.</param>
/// <param name="Member">Its name in the archive, or null.</param>
sealed record DeliveredText(string Name, string Path, string? Member)
{
    /// <summary>Of a member, unpacked; 0 for a file.</summary>
    public long Bytes { get; init; }

    const string Zip = ".zip";

    /// <summary>What a delivered file holds. Of an archive, what is documentation or hidden is no data.</summary>
    /// <param name="leftOut">Receives the names of members that are no data.</param>
    /// <exception cref="CsvException">The archive is damaged, or has members that are not unpacked.</exception>
    public static IReadOnlyList<DeliveredText> In(string name, string path, ICollection<string> leftOut)
    {
        if (!name.EndsWith(Zip, StringComparison.OrdinalIgnoreCase))
            return [new(name, path, null)];
        using var archive = CsvArchive.Open(path);
        var texts = new List<DeliveredText>();
        foreach (var member in archive.Members)
        {
            if (IsData(member.Name))
                texts.Add(new($"{name}/{member.Name}", path, member.Name) { Bytes = member.Length });
            else
                leftOut.Add($"{name}/{member.Name}");
        }

        return texts;
    }

    /// <summary>The text that a name in the ledger means.</summary>
    /// <param name="pathOf">From a delivered file's name to its path.</param>
    public static DeliveredText Named(string name, Func<string, string> pathOf)
    {
        var end = name.IndexOf(Zip + "/", StringComparison.OrdinalIgnoreCase);
        if (end < 0 || !File.Exists(pathOf(name[..(end + Zip.Length)])))
            return new(name, pathOf(name), null);
        return new(name, pathOf(name[..(end + Zip.Length)]), name[(end + Zip.Length + 1)..]);
    }

    /// <summary>A file with the text, compressed or not: the delivered one, or a member's copy that the caller removes.</summary>
    /// <exception cref="CsvException">The archive is damaged or changed.</exception>
    public string ToFile(string temporaryFolder, CancellationToken cancellationToken)
    {
        if (Member is null)
            return Path;
        using var archive = CsvArchive.Open(Path);

        // Two archives may have members of one name.
        var folder = System.IO.Path.Combine(temporaryFolder, $"member-{Guid.NewGuid():N}");
        return archive.Extract(archive.Members.Single(m => m.Name == Member), folder, cancellationToken);
    }

    static bool IsData(string member)
    {
        var parts = member.Split('/');
        var name = parts[^1];
        return !parts.Any(p => p.StartsWith('.') || p.StartsWith('_'))
            && !name.StartsWith("README", StringComparison.OrdinalIgnoreCase)
            && !name.EndsWith(".md", StringComparison.OrdinalIgnoreCase)
            && !name.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
    }
}
