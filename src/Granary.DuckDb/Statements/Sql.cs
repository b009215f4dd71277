using System.Diagnostics.CodeAnalysis;

namespace Granary.DuckDb;

/// <summary>A piece of SQL in which every name is quoted and every value escaped.</summary>
public readonly record struct Sql
{
    readonly string? _text;

    internal Sql(string text) => _text = text;

    public string Text => _text ?? "";

    /// <summary>Makes SQL of an interpolated string: <c>Sql.From($"SELECT * FROM {table} WHERE x = {value}")</c>. An
    /// <see cref="Identifier"/> is quoted, a <see cref="Sql"/> stands as it is, text, numbers, dates and so on become literals; anything
    /// else does not compile.</summary>
    /// <exception cref="ArgumentException">A value stands inside quotes or a comment, or a text has a NUL character.</exception>
    public static Sql From(SqlInterpolation text) => text.Build();

    /// <summary>Takes SQL that an author wrote, as it is. Nothing protects it: never for a text with values in it.</summary>
    public static Sql Trusted(string sql) => new(sql);

    public static Sql Join([ConstantExpected] string separator, IEnumerable<Sql> parts) =>
        new(string.Join(separator, parts.Select(p => p.Text)));

    public override string ToString() => Text;
}
