using Granary.Model.Datasets;

namespace Granary.Tables.Spark;

/// <summary>Texts to true and false.</summary>
static class BooleanSql
{
    static readonly BooleanWords Usual = new(["true", "t", "yes", "y", "1"], ["false", "f", "no", "n", "0"]);

    public static SparkSql Of(ColumnSql column)
    {
        var words = column.Plan.Words ?? Usual;

        // Not lower(): it would make a k of the Kelvin sign, and letter case counts beyond ASCII.
        var lower = column.Add(
            "w", SparkSql.From($"translate({column.Text}, {"ABCDEFGHIJKLMNOPQRSTUVWXYZ"}, {"abcdefghijklmnopqrstuvwxyz"})"));
        return SparkSql.From($"CASE WHEN {lower} IN ({List(words.True)}) THEN true WHEN {lower} IN ({List(words.False)}) THEN false END");
    }

    static SparkSql List(IReadOnlyList<string> words) => SparkSql.Join(", ", words.Select(w => SparkSql.From($"{Lower(w)}")));

    static string Lower(string word) => string.Concat(word.Select(c => char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c));
}
