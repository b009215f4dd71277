using System.Globalization;
using System.Text;
using Granary.Model.Datasets;
using Granary.Model.Rules;

namespace Granary.Tables.Dialects;

/// <summary>Spark's SQL.</summary>
/// <remarks>Spark has no type for a time of day; its tables have the text, whose order is that of the times.</remarks>
public sealed class SparkDialect : SqlDialect
{
    public override string Name(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    /// <summary>In single quotes. What cannot be seen is escaped, so that a plan can be read and edited.</summary>
    public override string Text(string text)
    {
        var literal = new StringBuilder("'");
        foreach (var c in text)
        {
            if (c is '\'' or '\\')
                literal.Append('\\').Append(c);
            else if (MustBeEscaped(c))
                literal.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else
                literal.Append(c);
        }

        return literal.Append('\'').ToString();
    }

    /// <summary>The type of a moment, which the lineage has; timestamps of the data have no zone.</summary>
    public const string Moment = "TIMESTAMP";

    public override string Type(ColumnType type) => type switch
    {
        ColumnType.String or ColumnType.Time => "STRING",
        ColumnType.Integer => "INT",
        ColumnType.Timestamp => "TIMESTAMP_NTZ",
        ColumnType.Decimal d => Decimal(d),
        _ => type.ToString().ToUpperInvariant(),
    };

    protected override string ToDouble(ColumnType from, string value) => $"CAST({value} AS DOUBLE)";

    protected override string DaysBetween(string later, string earlier) => $"datediff({later}, {earlier})";

    protected override string Like(string value, string pattern) => $"({value} LIKE {Text(pattern)})";

    // Without the outermost group, a branch of alternatives would be all that has to match.
    protected override string Matches(string value, RulePattern pattern) => $"({value} RLIKE {Text($@"\A(?:{pattern.Portable})\z")})";

    // Spark replaces its variables, ${…}, before it parses literals.
    static bool MustBeEscaped(char c) =>
        c == '$' || char.IsControl(c) || (c != ' ' && char.IsWhiteSpace(c)) || char.GetUnicodeCategory(c) is UnicodeCategory.Format;
}
