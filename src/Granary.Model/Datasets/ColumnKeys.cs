using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Granary.Model.Json;
using Granary.Model.Rules;
using Granary.Model.Shapes;

namespace Granary.Model.Datasets;

/// <param name="Item">What the column asks, as it is in the file.</param>
sealed record ColumnItem(DatasetColumn Column, RuleItem Item)
{
    /// <summary>What its values must be, each by itself.</summary>
    public IReadOnlyList<Rule> OfValues { get; init; } = [];
}

/// <summary>The keys of an item of <c>columns</c>.</summary>
static class ColumnKeys
{
    static readonly Key<string> Name = new("name", new TextShape(),
        "The column, as the source or as the cleansed table names it.", IsRequired: true);

    static readonly Key<ColumnType> Type = new("type", new ColumnTypeShape(),
        "string, integer, bigint, decimal(PRECISION,SCALE), double, boolean, date, timestamp or time.", IsRequired: true);

    static readonly Key<IReadOnlyList<string>> Format = new("format",
        new ListShape<string>(new TextShape()) { OneNeedsNoBrackets = true, MayBeEmpty = false },
        "How values are written, one way or a list of ways that are tried in order: MM/dd/yyyy or %m/%d/%Y for dates, timestamps and "
            + "times; #,##0 for numbers with commas between thousands.");

    static readonly Key<IReadOnlyList<string>> NullTokens = new("nullTokens", new ListShape<string>(TextShape.Anything),
        "The trimmed texts that mean \"no value\". Left out: the empty text alone.");

    static readonly Key<bool> Required = new("required", BooleanShape.Instance,
        "Whether a row without a value here is rejected.");

    public static readonly ObjectShape<ColumnItem> Shape = new(
        new([Name, Type, Format, NullTokens, Required, .. RuleKeys.OfColumn, .. NumberKeys.All, .. WordKeys.All]), Make);

    static ColumnItem Make(ObjectReader reader)
    {
        var type = reader.Get(Type);
        var formats = reader.Find(Format) ?? [];
        CheckFormats(reader, type, formats);
        var (notation, nonFinite) = NumberKeys.Read(reader, type, formats.Count > 0);
        var column = new DatasetColumn
        {
            Name = reader.Get(Name),
            Type = type,
            Formats = formats,
            NullTokens = reader.Find(NullTokens),
            Required = reader.Get(Required),
            Notation = notation,
            NonFinite = nonFinite,
            Words = WordKeys.ReadWords(reader, type),
            TimeZone = WordKeys.ReadZone(reader, type),
        };
        var item = RuleKeys.OfColumnItem(reader, column.Name);
        return new(column, item) { OfValues = type is null || column.Name is null ? [] : new ColumnRuleMaker(reader, item, column).Make() };
    }

    /// <summary>The columns that can be read where some of a list cannot.</summary>
    public static IReadOnlyList<ColumnItem> Readable(JsonSource? list) =>
        list is not JsonArraySource { Items: var items }
            ? []
            :
            [
                .. items
                    .Select(item => Shape.TryRead(item, new("", DatasetCodes.Reading, []), out var column) ? column : null)
                    .OfType<ColumnItem>(),
            ];

    static void CheckFormats(ObjectReader reader, ColumnType? type, IReadOnlyList<string> formats)
    {
        var places = reader.Source(Format) is JsonArraySource list ? list.Items : [reader.Source(Format)!];
        if (formats.Count == 0 || type is null)
            return;
        if (type is ColumnType.String or ColumnType.Boolean)
        {
            reader.Report(
                "GR1308", $"A {type} has no format; {string.Join(" and ", formats.Select(f => $"\"{f}\""))} cannot be applied.", Format,
                "Remove the format, or say which type it belongs to.");
            return;
        }

        var problems = new List<Problem>();
        for (var i = 0; i < formats.Count; i++)
        {
            if (type is ColumnType.Date or ColumnType.Timestamp or ColumnType.Time)
                DateFormat.Parse(formats[i], type, places[i].Where, problems);
            else
                NumberFormat.Check(formats[i], type, places[i].Where, problems);
        }

        foreach (var problem in problems)
            reader.Report(problem);
    }
}

sealed class ColumnTypeShape : Shape<ColumnType>
{
    public override bool TryRead(JsonSource source, Reading reading, [MaybeNullWhen(false)] out ColumnType value)
    {
        value = null;
        if (source is JsonTextSource { Value: var text })
            value = ColumnType.Parse(text, source.Where, reading.Problems);
        else
            reading.ReportKind(source, "text");
        return value is not null;
    }

    public override JsonObject Schema() => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["enum"] = new JsonArray([.. ColumnType.SimpleNames.Select(name => JsonValue.Create(name))]) },
            new JsonObject { ["type"] = "string", ["pattern"] = @"^decimal\( *[0-9]+ *(, *[0-9]+ *)?\)$" }),
    };
}
