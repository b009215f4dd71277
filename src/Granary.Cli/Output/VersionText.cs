using Granary.Model.Datasets;
using Granary.Platform.Runs;

namespace Granary.Cli.Output;

/// <summary>Versions of tables for people.</summary>
static class VersionText
{
    public static void Write(TextWriter target, IReadOnlyList<VersionSummary> versions)
    {
        var text = new TextTable(["database", "table", "run", "published", "rows", "columns", "load", "cursor", "current"], 4, 5);
        foreach (var version in versions)
        {
            text.Add(
                version.Table.Database,
                version.Table.Name,
                version.RunId,
                Timestamps.Text(version.PublishedAt),
                TextTable.Number(version.Table.Rows),
                TextTable.Number(version.Table.Columns.Count),
                version.Table.Load.Text(),
                version.CursorColumn is { } column ? $"{column} = {version.CursorValue}" : "",
                version.IsCurrent ? "yes" : "");
        }

        text.Write(target);
    }
}
