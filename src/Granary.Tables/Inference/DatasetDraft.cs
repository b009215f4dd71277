using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Granary.Csv;
using Granary.Model.Datasets;
using Granary.Tables.Landing;
using Granary.Tables.Sources;

namespace Granary.Tables.Inference;

/// <summary>What was found out of one file, on its way to a dataset file.</summary>
/// <param name="format">As landing will read it.</param>
/// <param name="names">The header's fields as they are in the file, or names that were made up.</param>
sealed class DatasetDraft(CsvFormat format, IReadOnlyList<string> names, RecordSurvey survey)
{
    /// <summary>Every stage adds a column of this name, so that no dataset file may name one.</summary>
    const string Added = "processed_at_utc";

    static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="file">The name of the delivered file.</param>
    /// <param name="findings">Those so far.</param>
    public DatasetProposal Propose(string file, IReadOnlyList<DatasetFinding> findings)
    {
        var table = TableOf(file);
        var all = findings.ToList();
        var source = Source(file, table);
        var given = Given();
        var unique = Unique(given);
        if (!format.HasHeader || !given.SequenceEqual(unique, StringComparer.Ordinal))
        {
            source["columns"] = new JsonArray([.. unique.Select(n => JsonValue.Create(n))]);
            all.Add(
                new(
                    "source.columns", $"{unique.Count} names", format.HasHeader ? CsvSureness.Likely : CsvSureness.Guess,
                    format.HasHeader
                        ? "the header has a name twice, or two that differ in signs alone; these stand instead of the header's"
                        : "without a header nothing names the columns"));
        }

        if (format.HasHeader && names.Count > DatasetSource.UsualMaxColumns)
            source["maxColumns"] = names.Count;
        var columns = Columns(unique, all);
        var text = new JsonObject { ["source"] = source, ["columns"] = columns }.ToJsonString(Layout) + "\n";
        var rejected = survey.Others + (format.HasHeader ? survey.Repeats : 0);
        return new(table, text, survey.Rows + survey.Repeats + survey.Others, rejected, all);
    }

    /// <summary>A finding of the reader under the name that dataset files have for it.</summary>
    public static DatasetFinding InItsWords(CsvFinding finding) => new(
        finding.Setting switch
        {
            nameof(CsvFormat.Delimiter) => "source.delimiter",
            nameof(CsvFormat.Quote) => "source.quote",
            nameof(CsvFormat.Escape) => "source.escape",
            nameof(CsvFormat.Encoding) => "source.encoding",
            nameof(CsvFormat.Comment) => "source.comment",
            nameof(CsvFormat.SkipLines) => "source.skipLines",
            nameof(CsvFormat.SkipRecords) => "source.skipRows",
            nameof(CsvFormat.FooterLines) => "source.footerRows",
            nameof(CsvFormat.HasTrailingDelimiters) => "source.trailingDelimiter",
            nameof(CsvFormat.RefusesNul) => "source.nul",
            _ => throw new ArgumentException($"{finding.Setting} has no name in dataset files.", nameof(finding)),
        },
        finding.Setting switch
        {
            nameof(CsvFormat.Encoding) => SourceFormat.NameOf(Enum.Parse<CsvEncoding>(finding.Value)),
            nameof(CsvFormat.RefusesNul) => "keep",
            _ => finding.Value,
        },
        finding.Sure, finding.Evidence);

    JsonObject Source(string file, string table)
    {
        var source = new JsonObject();
        if (!file.StartsWith($"{table}.", StringComparison.OrdinalIgnoreCase) && !file.Contains('\\', StringComparison.Ordinal))
            source["files"] = new JsonArray(file);
        source["delimiter"] = format.Delimiter;
        if (format.HasTrailingDelimiters)
            source["trailingDelimiter"] = true;
        source["quote"] = format.Quote?.ToString();
        if (format.Escape is { } escape)
            source["escape"] = escape.ToString();
        source["encoding"] = SourceFormat.NameOf(format.Encoding);
        source["header"] = format.HasHeader;
        if (format.SkipLines > 0)
            source["skipLines"] = format.SkipLines;
        if (format.SkipRecords > 0)
            source["skipRows"] = format.SkipRecords;
        if (format.FooterLines > 0)
            source["footerRows"] = format.FooterLines;
        if (format.Comment is { } comment)
            source["comment"] = comment;
        return source;
    }

    JsonArray Columns(List<string> unique, List<DatasetFinding> findings)
    {
        var columns = new JsonArray();
        var snake = Names.SnakeCase(unique).Names;
        for (var i = 0; i < unique.Count; i++)
        {
            var (type, dayFormat, sure, evidence) = survey.Columns[i].Conclude();
            findings.Add(new($"columns.{snake[i]}", dayFormat is null ? $"{type}" : $"{type} ({dayFormat})", sure, evidence));
            if (snake[i] == Added)
                continue;
            var column = new JsonObject { ["name"] = snake[i], ["type"] = type.ToString() };
            if (dayFormat is not null)
                column["format"] = dayFormat;
            columns.Add(column);
        }

        return columns;
    }

    /// <summary>As landing will call them.</summary>
    List<string> Given() => [.. names.Select((name, i) => name.Trim() is { Length: > 0 } given ? given : $"column_{i + 1}")];

    /// <summary>The same names, or where two of them mean one column those of the cleansed table.</summary>
    static List<string> Unique(List<string> given)
    {
        var snake = Names.SnakeCase(given);
        if (snake.Changes.Count == 0)
            return given;
        // A list of names is in the dataset file, which takes fewer names than a header does.
        return [.. snake.Names.Select(n => n == Added ? Names.SnakeCase([.. snake.Names, Added]).Names[^1] : n)];
    }

    static string TableOf(string file)
    {
        var stem = Path.GetFileNameWithoutExtension(SourceNames.IsArchive(file) ? file : SourceNames.WithoutPacking(file))
            .ToLowerInvariant();
        if (Names.IsTable(stem))
            return stem;
        var snake = Names.SnakeCase([stem]).Names[0];
        var ascii = string.Concat(snake.Where(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')) is { Length: > 0 } some
            ? some
            : "table";
        return ascii.Length > 128 ? ascii[..128] : ascii;
    }
}
