using System.Globalization;
using System.Text.Json.Nodes;
using Granary.DuckDb;
using Granary.Model;
using Granary.Tables.Final;
using Granary.Tables.Ledger;
using Granary.Tables.Stages;

namespace Granary.Tables.Tests.Conformance;

/// <summary>What an engine has made of the vectors of one group, each a file of one table.</summary>
sealed class VectorOutcome
{
    const string NoValue = "∅";

    readonly FinalTable _final;
    readonly StageAccount _landed;
    readonly StageAccount _cleansed;
    readonly ILookup<string, string> _rows;
    readonly ILookup<string, string> _rejects;

    /// <param name="columns">The final table's, as the vectors have them.</param>
    public VectorOutcome(
        FinalTable final,
        StageAccount landed,
        StageAccount cleansed,
        TableVersion finalVersion,
        IReadOnlyList<(string Stage, TableVersion Version)> rejecting,
        IReadOnlyList<(string Name, string Type)> columns)
    {
        (_final, _landed, _cleansed) = (final, landed, cleansed);
        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        _rows = Rows(connection, finalVersion, final, columns).ToLookup(r => r.File, r => r.Row, StringComparer.Ordinal);
        _rejects = rejecting
            .SelectMany(r => Rejects(connection, r.Stage, r.Version))
            .ToLookup(r => r.File, r => r.Row, StringComparer.Ordinal);
    }

    /// <returns>What is not as a vector says, with its name.</returns>
    public IEnumerable<string> Differences(Vector vector, string file)
    {
        var seen = Seen(file);
        string[] wanted =
        [
            string.Join(", ", vector.Columns.Select(c => $"{c.Name} {c.Type}")),
            string.Join("\n", vector.Rows.Select(r => Wanted(r!.AsArray(), vector.Columns)).Order(StringComparer.Ordinal)),
            string.Join(
                "\n", vector.Rejects.Select(r => $"{r!["stage"]}|{r["line"]}|{r["column"]}|{r["code"]}").Order(StringComparer.Ordinal)),
            vector.Ledger.ToString(),
            vector.Notes is null ? seen[^1] : string.Join("\n", vector.Notes.Order(StringComparer.Ordinal)),
        ];
        return wanted.Zip(seen).Where(p => p.First != p.Second).Select(p => $"{vector.Name}: wanted [{p.First}], seen [{p.Second}]");
    }

    /// <returns>How the failure of a vector is not as it says.</returns>
    public static IEnumerable<string> Failures(Vector vector, string file, Action cleanse)
    {
        var problems = Assert.Throws<ProblemException>(cleanse).Problems;
        var seen = string.Join(", ", problems.Select(p => p.Code));
        var notes = string.Join("\n", problems.Select(p => p.Message.Replace(file, "{file}", StringComparison.Ordinal)));
        if (seen != string.Join(", ", vector.Fails))
            yield return $"{vector.Name}: wanted to fail with [{string.Join(", ", vector.Fails)}], failed with [{seen}]";
        if (vector.Notes is { } wanted && notes != string.Join("\n", wanted))
            yield return $"{vector.Name}: wanted [{string.Join("\n", wanted)}], seen [{notes}]";
    }

    string[] Seen(string file)
    {
        var (first, second) = (_landed.Sources.Single(f => f.Source.Name == file), _cleansed.Sources.Single(f => f.Source.Name == file));

        // What a query of the dataset's own makes is of no file; such a vector has its table to itself.
        var own = _rows[file].Concat(_rows[""]).Order(StringComparer.Ordinal);
        return
        [
            string.Join(", ", _final.Columns.Select(c => $"{c.Name} {c.Type}")),
            string.Join("\n", own),
            string.Join("\n", _rejects[file].Order(StringComparer.Ordinal)),
            new VectorLedger(first.Records, first.Skipped, first.Written, second.Written, second.Duplicate).ToString(),
            string.Join(
                "\n", _cleansed.Notes.Select(n => n.Replace(file, "{file}", StringComparison.Ordinal)).Order(StringComparer.Ordinal)),
        ];
    }

    static string Wanted(JsonArray row, IReadOnlyList<(string Name, string Type)> columns) =>
        string.Join(
            '|',
            row.Select(
                (value, i) =>
                    value is null ? NoValue
                    : columns[i].Type == "double" ? Bits(double.Parse((string)value!, CultureInfo.InvariantCulture))
                    : (string)value!));

    static List<(string File, string Row)> Rows(
        DuckDbConnection connection, TableVersion version, FinalTable final, IReadOnlyList<(string Name, string Type)> columns)
    {
        var files = Path.Combine(version.Folder, "**", "*.parquet");
        var partitioned = final.PartitionKeys.Count > 0 ? "true" : "false";
        using var result = connection.Query(Sql.Trusted(
            $"SELECT _source_file, {string.Join(", ", columns.Select(c => $"\"{c.Name}\""))} FROM read_parquet('{files}', "
                + $"hive_partitioning = {partitioned}) ORDER BY ALL"));
        var rows = new List<(string, string)>();
        while (result.ReadRow())
        {
            rows.Add((result.GetText(0) ?? "", string.Join('|', columns.Select((c, i) =>
                result.IsNull(i + 1) ? NoValue : result[i + 1] is double d ? Bits(d) : Text(result.GetText(i + 1)!, c.Type)))));
        }

        return rows;
    }

    /// <summary>DuckDB leaves out the zero before the point of a decimal that has no digits there.</summary>
    static string Text(string value, string type) =>
        !type.StartsWith("decimal", StringComparison.Ordinal) ? value
        : value.StartsWith('.') ? $"0{value}"
        : value.StartsWith("-.", StringComparison.Ordinal) ? $"-0{value[1..]}"
        : value;

    /// <summary>Engines write doubles in many ways; each text is of one value, and zero has two.</summary>
    static string Bits(double value) =>
        double.IsNaN(value) ? "NaN" : $"{value.ToString("R", CultureInfo.InvariantCulture)} {BitConverter.DoubleToInt64Bits(value):X16}";

    static List<(string File, string Row)> Rejects(DuckDbConnection connection, string stage, TableVersion version)
    {
        var rows = new List<(string, string)>();
        if (!Directory.Exists(version.RejectsFolder))
            return rows;
        using var result = connection.Query(
            Sql.Trusted($"SELECT file, line, \"column\", code FROM read_parquet('{version.RejectsFolder}/*.parquet')"));
        while (result.ReadRow())
            rows.Add((result.GetText(0)!, $"{stage}|{result.GetText(1)}|{result.GetText(2)}|{result.GetText(3)}"));
        return rows;
    }
}
