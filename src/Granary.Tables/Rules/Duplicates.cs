using System.Globalization;
using Granary.DuckDb;
using Granary.Tables.Cleansing;
using Granary.Tables.Keys;
using Granary.Tables.Stages;

namespace Granary.Tables.Rules;

/// <summary>Sets the rows of a cleansed table apart that have the key of another one.</summary>
sealed class Duplicates(StageDatabase database, CleansingPlan plan, KeptRows kept, TableVersion target, StageRun run)
{
    static Sql Position => KeptRows.Position;

    /// <summary>What a person should know of the order; null when it told all rows of one key apart.</summary>
    public string? Note { get; private set; }

    /// <summary>Of the rows with one key the first in the plan's order stays; the others move to a folder of their own.</summary>
    /// <returns>The rows that moved, by file.</returns>
    public Dictionary<string, long> SetApart(CancellationToken cancellationToken)
    {
        if (plan.Key.Count == 0 || !KeyScan.MayRepeat(database, plan.Key, kept.Rows, run.TemporaryFolder, cancellationToken))
            return [];
        var connection = database.Connection;

        // Grouping takes NULL for equal to NULL, and so do the windows below.
        connection.Execute(
            Sql.From($"CREATE TEMP TABLE repeated AS SELECT {Key} FROM {kept.Rows} GROUP BY {Key} HAVING count(*) > 1"), cancellationToken);
        if (connection.Scalar<long>(Sql.From($"SELECT count(*) FROM repeated"), cancellationToken) == 0)
            return [];
        var same = Sql.Join(
            " AND ", plan.Key.Select(k => Sql.From($"kept.{new Identifier(k)} IS NOT DISTINCT FROM repeated.{new Identifier(k)}")));
        connection.Execute(
            Sql.From($"""
                CREATE TEMP TABLE later AS
                SELECT {Position}, {TiesWithFirst} AS ties, {Winner} FROM {kept.Rows} AS kept SEMI JOIN repeated ON ({same})
                WINDOW same AS (PARTITION BY {Key} ORDER BY {Order}) QUALIFY row_number() OVER same > 1
                """),
            cancellationToken);
        Directory.CreateDirectory(target.DuplicatesFolder);
        connection.Execute(
            Sql.From($"""
                COPY (SELECT kept.* FROM {kept.Rows} AS kept SEMI JOIN later USING ({Position}) ORDER BY {Position})
                TO {Path.Combine(
                    target.DuplicatesFolder,
                    "duplicates.parquet"
                )} (FORMAT parquet, COMPRESSION zstd, WRITE_BLOOM_FILTER false)
                """
            ),
            cancellationToken);
        if (plan.Keep.Columns.Count > 0)
            Note = NoteOfTies(cancellationToken);
        kept.Remove(Sql.From($"later"), cancellationToken);
        return database.CountByFile(Sql.From($"later"));
    }

    Sql Key => Sql.Join(", ", plan.Key.Select(k => Sql.From($"{new Identifier(k)}")));

    Sql Order =>
        Sql.Join(
            ", ",
            [
                .. Wanted, Sql.From($"{new Identifier(Lineage.SourceFile)} {FromEnd}"),
                Sql.From($"{new Identifier(Lineage.SourceLine)} {FromEnd}"),
            ]);

    Sql FromEnd => plan.Keep.IsFromEnd ? Sql.From($"DESC") : Sql.From($"ASC");

    IEnumerable<Sql> Wanted =>
        plan.Keep.Columns.Select(c =>
            Sql.From(
                $"{new Identifier(c.Column)} {Direction(c.IsDescending)} NULLS {(c.NullsFirst ? Sql.From($"FIRST") : Sql.From($"LAST"))}"));

    static Sql Direction(bool isDescending) => isDescending ? Sql.From($"DESC") : Sql.From($"ASC");

    /// <summary>Whether the plan's order puts a row beside the one that stays, so that file and line decided.</summary>
    Sql TiesWithFirst => plan.Keep.Columns.Count == 0
        ? Sql.From($"false")
        : Sql.From($"rank() OVER (PARTITION BY {Key} ORDER BY {Sql.Join(", ", Wanted)}) = 1");

    static Sql Winner => Sql.From($"first_value({new Identifier(Lineage.SourceFile)}) OVER same AS first_file, "
        + $"first_value({new Identifier(Lineage.SourceLine)}) OVER same AS first_line");

    string? NoteOfTies(CancellationToken cancellationToken)
    {
        using var result = database.Connection.Query(
            Sql.From($"""
                SELECT count(*), first(first_file ORDER BY first_file, first_line), first(first_line ORDER BY first_file, first_line),
                       first(file ORDER BY first_file, first_line), first(line ORDER BY first_file, first_line)
                FROM (SELECT first_file, first_line, min_by({new Identifier(
                    Lineage.SourceFile)}, ({Position})) AS file, min_by({new Identifier(Lineage.SourceLine)}, ({Position})) AS line
                      FROM later WHERE ties GROUP BY first_file, first_line)
                """),
            cancellationToken);
        result.ReadRow();
        return (long)result[0]! is var keys && keys == 0 ? null : NoteOfTies(keys, $"{result[1]}:{result[2]}", $"{result[3]}:{result[4]}");
    }

    /// <param name="keys">How many keys' rows the order did not tell apart.</param>
    /// <param name="first">The place of a row that stayed for no better reason than its place, <c>file:line</c>.</param>
    /// <param name="other">The place of a row beside it.</param>
    public static string NoteOfTies(long keys, string first, string other) => string.Create(CultureInfo.InvariantCulture,
        $"The order of keep did not decide for {keys:N0} {(keys == 1 ? "key" : "keys")}; the first row by file and line "
            + $"stayed, for example {first} beside {other}.");
}
