using Granary.Model.Datasets;

namespace Granary.Tables.Spark;

/// <summary>Numbers in their source's notation to plain ones: what <see cref="Values.NumberText"/> does, mark by mark.</summary>
static class NotationSql
{
    static readonly string BlankClass = Class(ColumnSql.Blanks);

    /// <returns>The name of the plain text; NULL when the text is not of the notation.</returns>
    public static SparkName Plain(ColumnSql column)
    {
        var notation = column.Plan.Grouped ? new NumberNotation { Thousands = "," } : column.Plan.Notation;
        var marks = TakeMarks(column, notation, out var rest);
        var digits = Digits(notation);
        var isNegative = SparkSql.Join(" OR ", marks.Select(m => SparkSql.From($"{m} IN ('-', '_', '(')")));
        var hasPercent = SparkSql.Join(" OR ", marks.Select(m => SparkSql.From($"{m} = '%'")));
        var plain = column.AddAll([
            (
                "p",
                SparkSql.From(
                    $"CASE WHEN {rest} RLIKE {digits} THEN translate({rest}, {notation.DecimalSeparator + Separators(notation)}, '.') END")
            ),
            ("g", SparkSql.From($"CASE WHEN {isNegative} THEN '-' ELSE '' END")),
        ]);
        return notation.Percent == PercentMeaning.Fraction
            ? column.Add("q", SparkSql.From($"CASE WHEN {hasPercent} THEN concat({plain[1]}, regexp_replace(concat('00', {plain[0]}), "
                + $"{@"\A([0-9]*)([0-9]{2})(?:\.([0-9]*))?\z"}, '$1.$2$3')) END"))
            : column.Add("q", SparkSql.From($"concat({plain[1]}, {plain[0]})"));
    }

    /// <summary>Takes signs, percent and currency from around the digits: in any order, each at most once.</summary>
    /// <returns>The names of what was taken in each turn: <c>-</c> and <c>+</c> in front, <c>_</c> for a minus behind, <c>(</c>, <c>%</c>,
    /// or a currency with its place; NULL for nothing.</returns>
    static List<SparkName> TakeMarks(ColumnSql column, NumberNotation notation, out SparkName rest)
    {
        rest = column.Text;
        var taken = new List<SparkName>();
        var turns = 1 + (notation.Percent != PercentMeaning.None ? 1 : 0) + (notation.Currency.Count > 0 ? 1 : 0);
        for (var turn = 0; turn < turns; turn++)
        {
            var mark = column.Add($"m{turn}_", Mark(notation, rest, taken));
            rest = column.Add($"n{turn}_", Without(notation, rest, mark));
            taken.Add(mark);
        }

        return taken;
    }

    static SparkSql Mark(NumberNotation notation, SparkName text, List<SparkName> taken)
    {
        // As in the plain way, nothing stands between a sign and what it belongs to.
        var noSign = NoneOf(taken, "'-', '+', '_', '('");
        var cases = new List<SparkSql>
        {
            SparkSql.From($"WHEN {noSign}{text} RLIKE {$@"\A[-+][^{BlankClass}]"} THEN substr({text}, 1, 1)"),
        };
        if (notation.TrailingMinus)
            cases.Add(SparkSql.From($"WHEN {noSign}endswith({text}, '-') THEN '_'"));
        if (notation.Parentheses)
            cases.Add(SparkSql.From($"WHEN {noSign}{text} RLIKE {@"\A\([\s\S]*\)\z"} THEN '('"));
        if (notation.Percent != PercentMeaning.None)
            cases.Add(SparkSql.From($"WHEN {NoneOf(taken, "'%'")}endswith({text}, '%') THEN '%'"));
        var currencies = Currencies(notation);
        var noCurrency = NoneOf(taken, string.Join(", ", currencies.Select((_, i) => $"'{i}<', '{i}>'")));
        cases.AddRange(currencies.SelectMany((c, i) => new[]
        {
            SparkSql.From($"WHEN {noCurrency}startswith({text}, {c}) THEN {$"{i}<"}"),
            SparkSql.From($"WHEN {noCurrency}endswith({text}, {c}) THEN {$"{i}>"}"),
        }));
        return SparkSql.From($"CASE {SparkSql.Join(" ", cases)} END");
    }

    static SparkSql Without(NumberNotation notation, SparkName text, SparkName mark)
    {
        var cases = Currencies(notation).SelectMany((c, i) => new[]
        {
            SparkSql.From($"WHEN {$"{i}<"} THEN substr({text}, {Characters(c) + 1})"),
            SparkSql.From($"WHEN {$"{i}>"} THEN substr({text}, 1, length({text}) - {Characters(c)})"),
        });
        return SparkSql.From($"""
            btrim(CASE {mark} WHEN '-' THEN substr({text}, 2) WHEN '+' THEN substr({text}, 2)
            WHEN '_' THEN substr({text}, 1, length({text}) - 1)
            WHEN '%' THEN substr({text}, 1, length({text}) - 1) WHEN '(' THEN substr({text}, 2, length({text}) - 2) {SparkSql.Join(
                " ",
                cases
            )} ELSE {text} END, {ColumnSql.Blanks})
            """
        );
    }

    /// <summary>The longest goes first: "USD" before "US".</summary>
    static List<string> Currencies(NumberNotation notation) =>
        [.. notation.Currency.OrderByDescending(System.Text.Encoding.UTF8.GetByteCount)];

    /// <summary>Spark counts characters beyond the first plane once.</summary>
    static int Characters(string text) => text.EnumerateRunes().Count();

    static SparkSql NoneOf(List<SparkName> taken, string kinds) =>
        SparkSql.Join("", taken.Select(t => SparkSql.From($"coalesce({t} NOT IN ({SparkSql.Trusted(kinds)}), true) AND ")));

    /// <summary>Digits with all separators in their places, the point, and what may be an exponent: the type's own reading tells.</summary>
    static string Digits(NumberNotation notation)
    {
        var point = Class(notation.DecimalSeparator);
        var grouped = notation.Thousands is null ? "" : $"[0-9]{{1,3}}(?:[{Class(Separators(notation))}][0-9]{{3}})++|";
        var exponent = notation.Percent == PercentMeaning.Fraction ? "" : "(?:[eE][-+0-9]*)?";
        return $@"\A(?=[{point}]?[0-9])(?:{grouped}[0-9]*)(?:[{point}][0-9]*)?{exponent}\z";
    }

    static string Separators(NumberNotation notation) => notation.Thousands switch
    {
        null => "",
        " " => " \u00A0\u2009\u202F",
        "'" => "'\u2019",
        var mark => mark,
    };

    /// <summary>What stands between the brackets of a class of characters.</summary>
    static string Class(string characters) =>
        string.Concat(characters.Select(c => char.IsAsciiLetterOrDigit(c) || c == '_' ? $"{c}" : $"\\u{(int)c:X4}"));
}
