using System.Text.Json;
using System.Text.Json.Serialization;
using Granary.Csv;

namespace Granary.Tables.Sources;

/// <summary>
/// What a table's rows are read from and accounted by: a delivered file, or a member of an archive that was delivered. A closed set.
/// </summary>
/// <remarks>
/// Whether the bytes are compressed is no case: the reader of texts sees it by their first bytes, in a file as in a member.
/// </remarks>
[JsonConverter(typeof(SourceUnitConverter))]
public abstract record SourceUnit
{
    SourceUnit()
    {
    }

    /// <summary>As the lineage of its rows, the ledger and messages have it. Below the input prefix: <c>table/file.csv</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The name of the delivered file, below the input prefix.</summary>
    public abstract string File { get; }

    /// <summary>What stays the same when the same bytes are delivered under another name.</summary>
    /// <param name="sha256">Of the delivered file.</param>
    public abstract string IdentityOf(string sha256);

    /// <summary>A file with its text, compressed or not.</summary>
    /// <param name="path">Of the delivered file.</param>
    /// <exception cref="CsvException">The archive is damaged or changed.</exception>
    internal abstract SourceText Unpack(string path, string temporaryFolder, CancellationToken cancellationToken);

    /// <summary>What a delivered file holds, and how many bytes each text of an archive has; of an archive what is no data is left
    /// out.</summary>
    /// <param name="file">Its name below the input prefix.</param>
    /// <param name="leftOut">Receives the names of members that are no data.</param>
    /// <exception cref="CsvException">The archive is damaged, or has members that are not unpacked.</exception>
    internal static IReadOnlyList<(SourceUnit Unit, long Bytes)> In(string file, string path, ICollection<string> leftOut)
    {
        if (!SourceNames.IsArchive(file))
            return [(new WholeFile(file), 0)];
        using var archive = CsvArchive.Open(path);
        var units = new List<(SourceUnit, long)>();
        foreach (var member in archive.Members)
        {
            var unit = new ArchiveMember(file, member.Name);
            if (SourceNames.ReasonToLeaveOut(member.Name) is null)
                units.Add((unit, member.Length));
            else
                leftOut.Add(unit.Name);
        }

        return units;
    }

    public sealed override string ToString() => Name;

    /// <summary>A delivered file that is one text.</summary>
    public sealed record WholeFile(string Path) : SourceUnit
    {
        public override string Name => Path;

        public override string File => Path;

        public override string IdentityOf(string sha256) => sha256;

        internal override SourceText Unpack(string path, string temporaryFolder, CancellationToken cancellationToken) =>
            new(path, IsCopy: false);
    }

    /// <summary>One of the texts in a zip archive.</summary>
    /// <param name="Archive">The delivered file's name, below the input prefix.</param>
    /// <param name="Member">Its name in the archive.</param>
    public sealed record ArchiveMember(string Archive, string Member) : SourceUnit
    {
        public override string Name => $"{Archive}/{Member}";

        public override string File => Archive;

        public override string IdentityOf(string sha256) => $"{sha256}/{Member}";

        internal override SourceText Unpack(string path, string temporaryFolder, CancellationToken cancellationToken)
        {
            using var archive = CsvArchive.Open(path);

            // Two archives may have members of one name.
            var folder = System.IO.Path.Combine(temporaryFolder, $"member-{Guid.NewGuid():N}");
            return new(archive.Extract(archive.Members.Single(m => m.Name == Member), folder, cancellationToken), IsCopy: true);
        }
    }
}

/// <summary>A file on the disk with the text of a source unit.</summary>
/// <param name="IsCopy">Whether it was unpacked; then it goes when this is disposed.</param>
sealed record SourceText(string Path, bool IsCopy) : IDisposable
{
    public void Dispose()
    {
        if (IsCopy)
            System.IO.File.Delete(Path);
    }
}

/// <summary>A file is the text of its name; a member is an object with the names of both.</summary>
public sealed class SourceUnitConverter : JsonConverter<SourceUnit>
{
    const string Archive = "archive";
    const string Member = "member";

    public override SourceUnit Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return new SourceUnit.WholeFile(reader.GetString()!);
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement is { ValueKind: JsonValueKind.Object } names
            && names.TryGetProperty(Archive, out var archive) && archive.ValueKind == JsonValueKind.String
            && names.TryGetProperty(Member, out var member) && member.ValueKind == JsonValueKind.String
            ? new SourceUnit.ArchiveMember(archive.GetString()!, member.GetString()!)
            : throw new JsonException($"A source is the name of a file, or an object with {Archive} and {Member}.");
    }

    public override void Write(Utf8JsonWriter writer, SourceUnit value, JsonSerializerOptions options)
    {
        if (value is not SourceUnit.ArchiveMember member)
        {
            writer.WriteStringValue(value.Name);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString(Archive, member.Archive);
        writer.WriteString(Member, member.Member);
        writer.WriteEndObject();
    }
}
