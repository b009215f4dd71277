using System.Text.Json.Nodes;
using Granary.Tables.Plans;
using Granary.Tables.Tests.Stages;

namespace Granary.Tables.Tests.Plans;

public sealed class TablePlanTests
{
    const string Dataset = """
        {
          "source": { "delimiter": "|", "columns": ["Order No", "Sold on", "note"], "header": false },
          "columns": [
            { "name": "Sold on", "type": "timestamp", "format": ["MM/dd/yyyy", "%d.%m.%y"], "timeZone": "Europe/Berlin",
            "ambiguousTimes": "later", "required": true },
            { "name": "order_no", "type": "decimal(9,2)", "thousandsSeparator": ".", "decimalSeparator": ",", "percent": "points",
            "nullTokens": ["-"] }
          ],
          "key": ["Order No"],
          "final": { "partitionBy": ["note"] }
        }
        """;

    [Fact]
    public void Json_has_every_stage_in_the_words_of_dataset_files()
    {
        var plan = JsonNode.Parse(TablePlan.Of(StageScene.Dataset(Dataset), sql: null).ToJson())!.AsObject();

        Assert.Equal(["table", "landing", "cleansed", "final", "inferred", "hasOthers"], plan.Select(m => m.Key));
        var columns = plan["cleansed"]!["columns"]!.AsArray();
        Assert.Equal(["order_no", "sold_on"], columns.Select(c => (string)c!["name"]!));
        Assert.Equal("decimal(9,2)", (string)columns[0]!["type"]!);
        Assert.Equal(
            """{"thousands":".","decimalSeparator":",","currency":[],"parentheses":false,"trailingMinus":false,"percent":"points"}""",
            columns[0]!["notation"]!.ToJsonString());
        Assert.Equal("""["%m/%d/%Y","%d.%m.%y"]""", columns[1]!["patterns"]!.ToJsonString());
        Assert.Equal("""{"id":"Europe/Berlin","ambiguous":"later"}""", columns[1]!["timeZone"]!.ToJsonString());
        Assert.Equal("""["order_no"]""", plan["cleansed"]!["key"]!.ToJsonString());
        Assert.Equal("""["note"]""", plan["inferred"]!.ToJsonString());
        Assert.False((bool)plan["hasOthers"]!);
    }

    [Fact]
    public void Both_engines_are_told_what_the_plan_says()
    {
        using var scene = new StageScene();
        var plan = TablePlan.Of(StageScene.Dataset(Dataset), "SELECT \"order_no\", 'a\\b' AS t FROM cleansed -- all\n");

        var (duckDb, spark) = (PlanSql.ForDuckDb(plan, scene.Run.TemporaryFolder), PlanSql.ForSpark(plan));

        Assert.Contains("cleanse_row(\"Order No\", \"Sold on\")", duckDb[0].Sql);
        Assert.Contains(spark, s => s is { For: "cleansed: view typed" } && s.Sql.Contains("`Sold on` AS `s1`", StringComparison.Ordinal));
        Assert.Equal("SELECT `order_no`, 'a\\\\b' AS t FROM cleansed", spark[^1].Sql);
    }
}
