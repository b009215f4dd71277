using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Granary.Model.Json;
using Granary.Model.Rules;
using Granary.Model.Shapes;

namespace Granary.Model.Datasets;

/// <summary>The keys that say what must hold: those of a column, and those of an item of <c>rules</c>.</summary>
static class RuleKeys
{
    public const int LongestText = 1 << 28;

    static readonly ListShape<string> ColumnNames = new(new TextShape()) { OneNeedsNoBrackets = true, MayBeEmpty = false };

    public static readonly Key<IReadOnlyList<JsonSource>> Allowed = new(
        "allowed", new ListShape<JsonSource>(new ScalarShape()) { MayBeEmpty = false },
        "The values that a row may have here, with their letter case. No value is allowed, too; required refuses it.");

    public static readonly Key<JsonSource> Min = new(
        "min", new ScalarShape(), "The least value of a number, date, timestamp or time that is allowed: 0, \"2018-01-01\".");

    public static readonly Key<JsonSource> Max = new(
        "max", new ScalarShape(), "The largest value of a number, date, timestamp or time that is allowed.");

    public static readonly Key<string> Pattern = new("pattern", new TextShape(),
        "A regular expression that the whole text must match, such as [A-Z]{2}[0-9]+. Sets, groups, | and repetitions are taken; "
            + "look-around, \\b, flags and backreferences are not.");

    public static readonly Key<int> MinLength = new(
        "minLength", new WholeNumberShape(RuleCodes.Bounds, 0, LongestText),
        "How many characters (Unicode code points) a text has at least.");

    public static readonly Key<int> MaxLength = new(
        "maxLength", new WholeNumberShape(RuleCodes.Bounds, 0, LongestText), "How many characters (Unicode code points) a text has at most."
    );

    public static readonly Key<bool> Unique = new(
        "unique", BooleanShape.Instance,
        "Whether a value may be in one row alone. The first row by file and line is good, the others are not; no value equals no value."
    );

    static readonly Key<string> Table = new("table", new TextShape(), "The other table, by its name.", IsRequired: true);

    static readonly Key<IReadOnlyList<string>> Targets = new(
        "columns", ColumnNames, "Its columns in which the values must stand. Left out: those of the same names.");

    public static readonly Key<ReferencesItem> References = new("references",
        new ObjectShape<ReferencesItem>(new(Table, Targets), reader => new(reader.Get(Table), reader.Find(Targets))),
        "The table in which the values must stand: as it is cleansed in the same run, or else as it is published. A row without a value "
            + "is good.");

    public static readonly Key<string> Name = new("name", new TextShape(), "What the rule is called in rejects and notes.");

    public static readonly Key<RuleSeverity> Severity = new(
        "severity",
        new ChoiceShape<RuleSeverity>(
            DatasetCodes.NoChoice, ("warn", RuleSeverity.Warn), ("reject", RuleSeverity.Reject), ("fail", RuleSeverity.Fail)),
        "What happens to a row that breaks it: \"reject\" (the default), the row is rejected; \"warn\", it is counted in a "
            + "note; \"fail\", the run fails, also when this is left out of rowCount and freshness."
    );

    public static readonly Key<string> Column = new("column", new TextShape(), "The column that is looked at.");

    public static readonly Key<IReadOnlyList<string>> Columns = new(
        "columns", ColumnNames, "The columns that are looked at together, for unique and references.");

    public static readonly Key<bool> Required = new("required", BooleanShape.Instance, "Whether each row must have a value in the column.");

    public static readonly Key<JsonSource> Expression = new("expression", new ScalarShape(),
        "A condition on one row, such as refund <= amount or sold_on >= '2018-01-01'. Where it is unknown, because a value is missing, it "
            + "holds.");

    static readonly Key<int> LeastRows = new(
        "min", new WholeNumberShape(RuleCodes.Bounds, 0, int.MaxValue), "How many rows the table has at least.");

    static readonly Key<int> MostRows = new(
        "max", new WholeNumberShape(RuleCodes.Bounds, 0, int.MaxValue), "How many rows the table has at most.");

    public static readonly Key<RowCountItem> RowCount = new("rowCount",
        new ObjectShape<RowCountItem>(new(LeastRows, MostRows), reader =>
        {
            var (min, max) = (reader.Find(LeastRows), reader.Find(MostRows));
            return new(reader.Has(LeastRows) ? min : null, reader.Has(MostRows) ? max : null);
        }),
        "How many rows the cleansed table has, without rejected rows and duplicates.");

    static readonly Key<string> FreshColumn = new(
        "column", new TextShape(), "A column of dates or timestamps, of which the largest value counts.", IsRequired: true);

    static readonly Key<string> Within = new(
        "within",
        new TextShape(
            new(RuleCodes.Duration, DurationText.Pattern, "it is a time such as 36h, 2d or P1DT12H")
            {
                Holds = text => DurationText.Find(text) is not null,
            }),
        "How long before the run's start it lies at most: 36h, 2d, P1DT12H.", IsRequired: true);

    public static readonly Key<FreshnessItem> Freshness = new("freshness",
        new ObjectShape<FreshnessItem>(new(FreshColumn, Within), reader => new(reader.Get(FreshColumn), reader.Get(Within))),
        "How old the newest row may be. A date counts as its midnight in UTC.");

    /// <summary>The keys of an item of <c>columns</c>, besides <c>required</c>.</summary>
    public static IEnumerable<Key> OfColumn => [Allowed, Min, Max, Pattern, MinLength, MaxLength, Unique, References];

    /// <summary>The keys of which an item of <c>rules</c> has one, or a pair of bounds.</summary>
    public static IEnumerable<Key> Demands => [Required, .. OfColumn, Expression, RowCount, Freshness];

    public static readonly RuleItemShape Item = new(
        new ObjectShape<RuleItem>(new([Name, Severity, Column, Columns, .. Demands]), MakeItem));

    /// <param name="reader">Of an item of <c>columns</c>.</param>
    public static RuleItem OfColumnItem(ObjectReader reader, string column) => ReadColumn(reader) with { Column = column };

    /// <summary>
    /// The columns that rules name for <c>unique</c> and <c>references</c>; those of other rules must have types, which is asked for apart.
    /// </summary>
    public static IEnumerable<ColumnMention> ColumnsIn(JsonSource? rules) =>
        (rules as JsonArraySource)
            ?.Items.OfType<JsonObjectSource>()
            .Where(r => r.Find(Unique.Name) is not null || r.Find(References.Name) is not null)
            .SelectMany(r =>
                ColumnMention.InOneOrMore(r.Find(Column.Name)?.Value).Concat(ColumnMention.InOneOrMore(r.Find(Columns.Name)?.Value)))
        ?? [];

    static RuleItem MakeItem(ObjectReader reader)
    {
        var severity = reader.Find(Severity);
        return ReadColumn(reader) with
        {
            Name = reader.Find(Name),
            Severity = reader.Has(Severity) ? severity : null,
            Column = reader.Find(Column),
            Columns = reader.Find(Columns) ?? [],
            Required = reader.Find(Required),
            Expression = Condition(reader, reader.Find(Expression)),
            RowCount = reader.Find(RowCount),
            Freshness = reader.Find(Freshness),
        };
    }

    static RuleItem ReadColumn(ObjectReader reader)
    {
        var (least, most) = (reader.Find(MinLength), reader.Find(MaxLength));
        return new(reader)
        {
            Allowed = reader.Find(Allowed),
            Min = reader.Find(Min),
            Max = reader.Find(Max),
            Pattern = reader.Find(Pattern),
            MinLength = reader.Has(MinLength) ? least : null,
            MaxLength = reader.Has(MaxLength) ? most : null,
            Unique = reader.Find(Unique),
            References = reader.Find(References),
        };
    }

    static JsonTextSource? Condition(ObjectReader reader, JsonSource? source)
    {
        if (source is not null and not JsonTextSource)
            reader.Report(DatasetCodes.Reading.WrongKind, $"An expression is text, not {source.Kind}.", Expression);
        return source as JsonTextSource;
    }
}

/// <summary>An item of <c>rules</c>: its keys, or a condition alone.</summary>
sealed class RuleItemShape(ObjectShape<RuleItem> whole) : Shape<RuleItem>
{
    public override bool TryRead(JsonSource source, Reading reading, [MaybeNullWhen(false)] out RuleItem value)
    {
        if (source is not JsonTextSource text)
            return whole.TryRead(source, reading, out value);
        var alone = new JsonObjectSource(text.Where, [new(RuleKeys.Expression.Name, text.Where, text)]);
        return whole.TryRead(alone, reading, out value);
    }

    public override JsonObject Schema() =>
        new()
        {
            ["anyOf"] = new JsonArray(
                new JsonObject
                {
                    ["description"] = RuleKeys.Expression.Description,
                    ["type"] = "string",
                    ["minLength"] = 1,
                },
                whole.Schema()),
        };

    public override JsonNode? Write(RuleItem value) => null;
}

/// <summary>A value of a column: a number, text, true or false. What it is worth is known with the column's type.</summary>
sealed class ScalarShape : Shape<JsonSource>
{
    public override bool TryRead(JsonSource source, Reading reading, [MaybeNullWhen(false)] out JsonSource value)
    {
        value = source is JsonTextSource or JsonNumberSource or JsonBooleanSource ? source : null;
        if (value is null)
            reading.ReportKind(source, "a value");
        return value is not null;
    }

    public override JsonObject Schema() => new() { ["type"] = new JsonArray("string", "number", "boolean") };

    public override JsonNode? Write(JsonSource value) => null;
}
