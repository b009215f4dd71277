using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Granary.Tables.Dialects;

namespace Granary.Tables.Spark;

/// <summary>A piece of Spark's SQL in which every name is quoted and every text a literal.</summary>
public readonly record struct SparkSql
{
    readonly string? _text;

    SparkSql(string text) => _text = text;

    public string Text => _text ?? "";

    /// <summary>
    /// Makes SQL of an interpolated string: a <see cref="SparkName"/> is quoted, a <see cref="SparkSql"/> stands as it is, texts and
    /// numbers become literals.
    /// </summary>
    public static SparkSql From(Interpolation text) => new(text.Build());

    /// <summary>Takes SQL as it is. Nothing protects it: never for a text with values in it.</summary>
    public static SparkSql Trusted(string sql) => new(sql);

    public static SparkSql Join([ConstantExpected] string separator, IEnumerable<SparkSql> parts) =>
        new(string.Join(separator, parts.Select(p => p.Text)));

    public override string ToString() => Text;

    [InterpolatedStringHandler]
    public readonly ref struct Interpolation(int literalLength, int formattedCount)
    {
        readonly StringBuilder _sql = new(literalLength + 16 * formattedCount);

        public void AppendLiteral(string sql) => _sql.Append(sql);

        public void AppendFormatted(SparkSql sql) => _sql.Append(sql.Text);

        public void AppendFormatted(SparkName name) => _sql.Append(name.ToString());

        public void AppendFormatted(string text) => _sql.Append(SqlDialect.Spark.Text(text));

        public void AppendFormatted(long number) => _sql.Append(CultureInfo.InvariantCulture, $"{number}");

        internal string Build() => _sql.ToString();
    }
}

/// <summary>The name of a column or a view, whatever characters it has.</summary>
public readonly record struct SparkName(string Name)
{
    /// <summary>In backticks, as it is in SQL.</summary>
    public override string ToString() => SqlDialect.Spark.Name(Name);
}
