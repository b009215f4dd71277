using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Granary.Model.Json;
using Granary.Model.Shapes;

namespace Granary.Model.Datasets;

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
