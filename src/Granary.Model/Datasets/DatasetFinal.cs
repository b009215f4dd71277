using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Granary.Model.Json;
using Granary.Model.Shapes;

namespace Granary.Model.Datasets;

/// <summary>How the final table is made from the cleansed one.</summary>
public sealed record DatasetFinal
{
    /// <summary>
    /// One query, or the path of a <c>.sql</c> file below the project's folder; null when the rows are taken as they are.
    /// </summary>
    public string? Sql { get; init; }

    /// <summary>The columns whose values become folders, outermost first. May be empty.</summary>
    public IReadOnlyList<string> PartitionBy { get; init; } = [];

    /// <summary>The path in <see cref="Sql"/>, with <c>/</c> between its parts, or null when it is a query or there is none.</summary>
    public string? SqlFile => Sql is not null && SqlText.IsFile(Sql) ? Sql : null;
}

/// <summary>Tells a query from the path of a file that holds one.</summary>
static class SqlText
{
    // SELECT * FROM x.sql is still a query: it has blanks, and a path to one of our files needs none.
    public static bool IsFile(string sql) => sql.EndsWith(".sql", StringComparison.OrdinalIgnoreCase) && !sql.Any(char.IsWhiteSpace);
}

/// <summary>A query, or the path of a file below the project's folder.</summary>
sealed class SqlShape : Shape<string>
{
    public override bool TryRead(JsonSource source, Reading reading, [MaybeNullWhen(false)] out string value)
    {
        value = (source as JsonTextSource)?.Value;
        if (value is null)
        {
            reading.ReportKind(source, "text");
            return false;
        }

        if (!SqlText.IsFile(value) || IsBelow(value))
            return true;
        reading.Report(
            DatasetCodes.Path,
            $"{reading.Name} is \"{value}\"; a file is named by its path below the project's folder, with / between its parts.",
            source.Where, "Write for example sql/sales.sql.");
        return false;
    }

    public override JsonObject Schema() => new() { ["type"] = "string", ["minLength"] = 1 };

    static bool IsBelow(string path) =>
        !path.Contains('\\') && !path.Contains(':') && !path.Split('/').Any(part => part is "" or "." or "..");
}
