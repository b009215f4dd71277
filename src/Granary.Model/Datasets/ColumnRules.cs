using Granary.Model.Json;
using Granary.Model.Shapes;

namespace Granary.Model.Datasets;

/// <summary>A column's name at one place of a dataset file.</summary>
sealed record ColumnMention(string Name, FilePosition Where)
{
    /// <summary>The texts of a list, or of the list that is a member of an object; none where something else stands.</summary>
    public static IReadOnlyList<ColumnMention> In(JsonSource? source, string? member = null) =>
        (member is null ? source : (source as JsonObjectSource)?.Find(member)?.Value) is JsonArraySource list
            ? [.. list.Items.SelectMany(Of)]
            : [];

    /// <summary>The texts of a list, or the text that is in its place.</summary>
    public static IReadOnlyList<ColumnMention> InOneOrMore(JsonSource? source) => source is JsonArraySource ? In(source) : [.. Of(source)];

    /// <summary>One member of each object in a list.</summary>
    public static IReadOnlyList<ColumnMention> InEach(JsonSource? source, string member) =>
        source is JsonArraySource list ? [.. list.Items.OfType<JsonObjectSource>().SelectMany(item => Of(item.Find(member)?.Value))] : [];

    static IEnumerable<ColumnMention> Of(JsonSource? source) =>
        source is JsonTextSource text && !string.IsNullOrWhiteSpace(text.Value) ? [new(text.Value, text.Where)] : [];
}

/// <summary>What must hold between the places at which a dataset file names columns.</summary>
/// <param name="source">The file's columns, all of them, or none when the header names them.</param>
sealed class ColumnRules(
    ObjectReader reader,
    IReadOnlyList<ColumnMention> source,
    IReadOnlyList<ColumnMention> declared,
    IReadOnlyList<ColumnMention> key,
    IReadOnlyList<ColumnMention> partitionBy)
{
    /// <summary>
    /// Every stage adds it; the other columns that stages add begin with an underscore, which no column of the data does.
    /// </summary>
    const string Added = "processed_at_utc";

    /// <summary>What <c>keep</c> puts in order.</summary>
    public IReadOnlyList<ColumnMention> Keep { get; init; } = [];

    /// <summary>What rules look at without need of a type; several may look at one.</summary>
    public IReadOnlyList<ColumnMention> Rules { get; init; } = [];

    public void Check(bool hasHeader)
    {
        var isNamed = source.Count > 0 || declared.Count > 0;
        if (!hasHeader && !isNamed)
            ReportMissingNames();

        var all = source.Count > 0 ? source : hasHeader ? [] : declared;
        var names = Names.SnakeCase([.. all.Select(column => column.Name)]);
        RefuseRepeated(source, mention => mention.Name);
        foreach (var mentions in new[] { declared, key, partitionBy, Keep })
        {
            RefuseRepeated(
                mentions,
                mention => names.Find(mention.Name) is { } position ? names.Names[position] : Names.SnakeCase([mention.Name]).Names[0]);
            if (names.Names.Count > 0)
                RefuseUnknown(mentions, names);
        }

        if (names.Names.Count > 0)
            RefuseUnknown(Rules, names);
        RefuseAdded(source.Concat(declared));
    }

    void ReportMissingNames() =>
        reader.Report(
            "GR1314", "The files have no header, and nothing else names their columns.", reader.Where("source", "header"),
            "List the columns in their order in source.columns.");

    void RefuseRepeated(IReadOnlyList<ColumnMention> mentions, Func<ColumnMention, string> identity)
    {
        var seen = new Dictionary<string, ColumnMention>(StringComparer.Ordinal);
        foreach (var mention in mentions)
        {
            var first = seen.GetValueOrDefault(identity(mention));
            if (first is null)
                seen.Add(identity(mention), mention);
            else
                reader.Report(DatasetCodes.Repeated, $"The column \"{mention.Name}\" is named twice{Differently(first, mention)}; it "
                    + $"stands already at {first.Where.Line}:{first.Where.Column}.",
                    mention.Where, "Keep one of the two.");
        }
    }

    static string Differently(ColumnMention first, ColumnMention second) => first.Name == second.Name ? "" : $", there as \"{first.Name}\"";

    void RefuseUnknown(IReadOnlyList<ColumnMention> mentions, ColumnNames names)
    {
        foreach (var mention in mentions.Where(mention => names.Find(mention.Name) is null))
        {
            reader.Report(
                DatasetCodes.NoColumn, $"There is no column \"{mention.Name}\".", mention.Where,
                Spelling.Hint(mention.Name, names.Source)
                    ?? Spelling.Hint(mention.Name, names.Names)
                    ?? $"Columns: {string.Join(", ", names.Source.Distinct(StringComparer.Ordinal))}.");
        }
    }

    void RefuseAdded(IEnumerable<ColumnMention> mentions)
    {
        foreach (var mention in mentions.Where(mention => Names.SnakeCase([mention.Name]).Names[0] == Added))
            reader.Report(
                "GR1317", $"A column \"{mention.Name}\" would be called {Added}, which every stage adds on its own.", mention.Where,
                "Give it another name in source.columns.");
    }
}
