using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Granary.Model.Json;
using Granary.Model.Shapes;

namespace Granary.Model.Datasets;

/// <summary>The keys of a column that say how its numbers are written.</summary>
static class NumberKeys
{
    static readonly Key<string> Thousands = new("thousandsSeparator", new NumberMarkShape(",", ".", "'", " ", "_"),
        "What may stand between groups of three digits: \",\" \".\" \"'\" \" \" or \"_\". A blank is any of the blank, no-break, thin and "
            + "narrow no-break ones. Left out: nothing.");

    static readonly Key<string> Decimal = new("decimalSeparator", new NumberMarkShape(".", ","),
        "What stands before the fraction: \".\" or \",\".", Fallback: ".");

    static readonly Key<IReadOnlyList<string>> Currency = new(
        "currency",
        new ListShape<string>(
            new TextShape(
                new(
                    DatasetCodes.Notation, @"^[^\s0-9.,()%+\-]{1,16}$",
                    "it is a sign or a word without digits, blanks and the characters of numbers")))
        {
            OneNeedsNoBrackets = true,
            MayBeEmpty = false,
        },
        "Signs or words of which one may stand before or behind the number: \"$\" or [\"EUR\", \"€\"]. They are not kept.");

    static readonly Key<IReadOnlyList<string>> Negatives = new(
        "negatives", new ListShape<string>(Choice.Of(DatasetCodes.NoChoice, "parentheses", "trailingMinus"))
        {
            OneNeedsNoBrackets = true,
            MayBeEmpty = false,
        },
        "How negative numbers may be written besides -1.50: \"parentheses\" for (1.50), \"trailingMinus\" for 1.50-.");

    static readonly Key<PercentMeaning> Percent = new("percent",
        new ChoiceShape<PercentMeaning>(DatasetCodes.NoChoice, ("points", PercentMeaning.Points), ("fraction", PercentMeaning.Fraction)),
        "What a percent sign means: \"points\", 12.5% is 12.5 as is 12.5; or \"fraction\", 12.5% is 0.125, and the sign must be there. "
            + "Left out: it is refused.");

    static readonly Key<bool> NonFinite = new("nonFinite", new ChoiceShape<bool>(DatasetCodes.NoChoice, ("reject", false), ("keep", true)),
        "What NaN, Infinity and Inf mean in a double: \"reject\", they are no values, also when this is left out; or \"keep\".");

    public static IEnumerable<Key> All => [Thousands, Decimal, Currency, Negatives, Percent, NonFinite];

    /// <param name="type">Null where it could not be read; nothing is said of it then.</param>
    public static (NumberNotation Notation, bool NonFinite) Read(ObjectReader reader, ColumnType? type, bool hasFormat)
    {
        var negatives = reader.Find(Negatives) ?? [];
        var notation = new NumberNotation
        {
            Thousands = reader.Find(Thousands),
            DecimalSeparator = reader.Find(Decimal) ?? ".",
            Currency = reader.Find(Currency) ?? [],
            Parentheses = negatives.Contains("parentheses"),
            TrailingMinus = negatives.Contains("trailingMinus"),
            Percent = reader.Find(Percent),
        };
        var nonFinite = reader.Find(NonFinite);
        if (type is null)
            return (notation, nonFinite);

        var isNumber = type is ColumnType.Integer or ColumnType.BigInt or ColumnType.Decimal or ColumnType.Double;
        var isWhole = type is ColumnType.Integer or ColumnType.BigInt;
        foreach (var key in All.Where(key => reader.Source(key) is not null))
        {
            if (!isNumber || (key == NonFinite && type is not ColumnType.Double) || (isWhole && key == Decimal))
                reader.Report(
                    DatasetCodes.NotOfType, $"{key.Name} has no meaning for a column of type {type}.", key,
                    "Remove it, or give the column the type that it belongs to.");
        }

        // Whole numbers have no decimal separator to be taken for.
        if (isWhole && notation.Thousands == ".")
            notation = notation with { DecimalSeparator = "," };
        if (notation.Thousands == notation.DecimalSeparator)
            reader.Report(
                DatasetCodes.Notation, $"The thousands and the decimal separator are both \"{notation.Thousands}\".", Thousands,
                "Say decimalSeparator as well; it is \".\" when it is left out.");
        if (isWhole && notation.Percent == PercentMeaning.Fraction)
            reader.Report(
                DatasetCodes.Notation, $"A percentage as a fraction is no {type}.", Percent,
                "Make the column a decimal, or write \"points\".");
        if (hasFormat && !notation.IsPlain)
            reader.Report(
                DatasetCodes.Notation, "A column says how its numbers are written with a format or with keys of their own, not with both.",
                All.First(key => reader.Source(key) is not null && key != NonFinite), "Write thousandsSeparator in place of the format.");
        return (notation, nonFinite);
    }
}

/// <summary>One of a few characters of numbers, the blank among them.</summary>
sealed class NumberMarkShape(params string[] marks) : Shape<string>
{
    public override bool TakesBlank => true;

    public override bool TryRead(JsonSource source, Reading reading, [MaybeNullWhen(false)] out string value)
    {
        value = (source as JsonTextSource)?.Value;
        if (value is null)
        {
            reading.ReportKind(source, "text");
            return false;
        }

        if (marks.Contains(value))
            return true;
        reading.Report(
            DatasetCodes.NoChoice, $"{reading.Name} is \"{value}\"; it is one of {string.Join(" ", marks.Select(mark => $"\"{mark}\""))}.",
            source.Where);
        return false;
    }

    public override JsonObject Schema() => new() { ["enum"] = new JsonArray([.. marks.Select(mark => JsonValue.Create(mark))]) };

    public override JsonNode? Write(string value) => value;
}
