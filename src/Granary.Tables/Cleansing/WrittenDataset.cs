using System.Text.Json;
using System.Text.Json.Nodes;
using Granary.Model.Datasets;
using Granary.Tables.Stages;

namespace Granary.Tables.Cleansing;

/// <summary>Writes down beside a table what its columns were taken for, as a dataset file that may be kept and edited.</summary>
public static class WrittenDataset
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Write(TableVersion version, Dataset dataset, CleansingPlan plan)
    {
        var columns = plan.Columns.Select(c => (JsonNode?)new JsonObject { ["name"] = c.Name, ["type"] = c.Type.ToString() }).ToArray();
        var file = new JsonObject { ["columns"] = new JsonArray(columns) };
        if (dataset.Key.Count > 0)
            file["key"] = new JsonArray([.. plan.Key.Select(k => (JsonNode?)k)]);
        File.WriteAllText(version.DatasetFile, file.ToJsonString(Indented) + "\n");
    }
}
