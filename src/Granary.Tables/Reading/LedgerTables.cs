using Granary.DuckDb;
using Granary.Model.Datasets;
using Granary.Tables.Dialects;

namespace Granary.Tables.Reading;

/// <summary>What a home has written down of its runs, as tables of the schema <c>granary</c>.</summary>
/// <param name="Tables">Made when a query may want them: most do not.</param>
/// <param name="RejectsFolder">The only folder besides the tables' that a query may read.</param>
/// <param name="RejectFiles">The Parquet files below it, in folders <c>run=…/stage=…/table=…</c>.</param>
public sealed record LedgerTables(Func<IReadOnlyList<LedgerTable>> Tables, string RejectsFolder, Func<IReadOnlyList<string>> RejectFiles)
{
    public const string Schema = "granary";

    /// <summary>Whether a query may name one of the tables; every way of doing so has this word in it.</summary>
    internal static bool MayBeIn(string sql) => sql.Contains(Schema, StringComparison.OrdinalIgnoreCase);

    /// <param name="taken">The names in the schema that published tables have; these stay what they are.</param>
    internal void Show(DuckDbConnection connection, IReadOnlySet<string> taken)
    {
        connection.Execute(Sql.From($"CREATE SCHEMA IF NOT EXISTS {new Identifier(Schema)}"));
        foreach (var table in Tables().Where(t => !taken.Contains(t.Name)))
            table.Fill(connection);
        if (!taken.Contains("rejects"))
            connection.Execute(Sql.From($"CREATE VIEW {new Identifier(Schema)}.rejects AS {Rejects(RejectFiles())}"));
    }

    static Sql Rejects(IReadOnlyList<string> files)
    {
        if (files.Count == 0)
        {
            return Sql.From($"""
                SELECT NULL::VARCHAR AS run, NULL::VARCHAR AS table_name, NULL::VARCHAR AS stage, NULL::VARCHAR AS file,
                    NULL::BIGINT AS line,
                    NULL::VARCHAR AS column_name, NULL::VARCHAR AS code, NULL::VARCHAR AS reason, NULL::VARCHAR AS raw WHERE false
                """);
        }

        var list = Sql.Join(", ", files.Select(f => Sql.From($"{f}")));
        return Sql.From($"""
            SELECT run, "table" AS table_name, stage, file, line, "column" AS column_name, code, reason, raw
            FROM read_parquet([{list}], hive_partitioning = true, hive_types_autocast = false)
            """);
    }
}

/// <summary>One of them.</summary>
/// <param name="Rows">A value for each column: text, long, double, bool, a moment, or null.</param>
public sealed record LedgerTable(string Name, IReadOnlyList<Column> Columns, IEnumerable<object?[]> Rows)
{
    internal void Fill(DuckDbConnection connection)
    {
        var columns = Sql.Join(", ", Columns.Select(c => Sql.From($"{new Identifier(c.Name)} {SqlDialect.DuckDb.TypeSql(c.Type)}")));
        connection.Execute(Sql.From($"CREATE TABLE {new Identifier(LedgerTables.Schema)}.{new Identifier(Name)} ({columns})"));
        using var appender = connection.Append(Name, LedgerTables.Schema);
        foreach (var row in Rows)
        {
            foreach (var value in row)
                Add(appender, value);
            appender.EndRow();
        }

        appender.Complete();
    }

    static void Add(DuckDbAppender appender, object? value)
    {
        switch (value)
        {
            case null:
                appender.AddNull();
                break;
            case string text:
                appender.Add(text);
                break;
            case long number:
                appender.Add(number);
                break;
            case double number:
                appender.Add(number);
                break;
            case bool truth:
                appender.Add(truth);
                break;
            case DateTimeOffset moment:
                appender.Add(moment);
                break;
            default:
                throw new ArgumentException($"A {value.GetType().Name} is no value of these tables.", nameof(value));
        }
    }
}
