using System.Text.Json.Nodes;

namespace Granary.Cli.Tests.Plans;

/// <summary>What <c>plan</c> says of a home, and that it changes nothing.</summary>
public sealed class PlanCommandTests : IDisposable
{
    readonly Scene _scene = new();

    [Fact]
    public async Task A_missing_home_gets_everything_and_is_not_created()
    {
        var plan = (await _scene.GranaryAsync("plan", "sales", "--detailed-exitcode")).Exits(2);

        Assert.Contains("+ state-machine/FSA-local-FpacSALES-Pipeline\n", plan.Output);
        Assert.EndsWith("Plan: 16 to add, 0 to change, 0 to destroy\n", plan.Output);
        Assert.False(Directory.Exists(_scene.Home));
    }

    [Fact]
    public async Task After_a_run_nothing_is_left_to_change()
    {
        await RunAsync();

        var plan = (await _scene.GranaryAsync("plan", "sales", "--detailed-exitcode")).Exits(0);

        Assert.Equal("Plan: 0 to add, 0 to change, 0 to destroy\n", plan.Output);
        Assert.Empty((await _scene.GranaryAsync("plan", "sales", "--json")).Exits(0).Objects);
    }

    [Fact]
    public async Task Changed_fields_are_shown_with_both_values_and_what_is_no_longer_defined_is_destroyed()
    {
        _scene.Dataset("orders", """{ "key": ["id"] }""");
        await RunAsync();
        File.Delete(Path.Combine(_scene.Workspace, "projects/sales/datasets/orders.json"));
        Configure(c => c["GlueJobParameters"] = new JsonObject { ["TimeoutMinutes"] = 5 });

        var text = (await _scene.GranaryAsync("plan", "sales")).Exits(0).Output;
        var changes = (await _scene.GranaryAsync("plan", "sales", "--json", "--detailed-exitcode")).Exits(2).Objects;

        Assert.Contains("~ job/FSA-local-FpacSALES-Step1-LandingFiles\n    timeoutMinutes: 60 → 5\n", text);
        Assert.Contains("- artifact/sales-artifacts/sales/datasets/orders.json\n", text);
        Assert.EndsWith("Plan: 0 to add, 3 to change, 1 to destroy\n", text);
        Assert.All(changes, c => Assert.Equal(["address", "action", "fields"], c.Select(m => m.Key)));
        Assert.Equal(["UPDATE", "UPDATE", "UPDATE", "DELETE"], changes.Select(c => (string)c["action"]!));
        Assert.Equal("""[{"field":"timeoutMinutes","old":"60","new":"5"}]""", changes[0]["fields"]!.ToJsonString());
    }

    [Fact]
    public async Task An_account_is_refused_until_granary_can_work_on_one()
    {
        Configure(c => c["home"] = "aws");

        Assert.Contains("error[GR5014]: sales local is for an AWS account", (await _scene.GranaryAsync("plan", "sales")).Exits(2).Errors);
        Assert.Contains("GR5014", (await _scene.GranaryAsync("run", "sales")).Exits(2).Errors);
        (await _scene.GranaryAsync("plan", "sales", "--home", "local")).Exits(0);
        Configure(c => c.Remove("home"));
        (await _scene.GranaryAsync("plan", "sales", "--home", "aws")).Exits(2);
    }

    [Fact]
    public async Task An_environment_of_this_machine_needs_no_value_of_aws()
    {
        _scene.Define("config/sales/local.json", """{ "home": "local", "project": "sales" }""");

        await RunAsync();

        Assert.Equal(["""["1"]"""], await _scene.RowsAsync("SELECT id FROM sales.orders"));
        Assert.Equal("Plan: 0 to add, 0 to change, 0 to destroy\n", (await _scene.GranaryAsync("plan", "sales")).Exits(0).Output);
    }

    public void Dispose() => _scene.Dispose();

    async Task RunAsync() => (await _scene.RunAsync(_scene.Input("sales/orders.csv", "id\n1\n"))).Succeeds();

    void Configure(Action<JsonObject> change)
    {
        var path = Path.Combine(_scene.Workspace, "config/sales/local.json");
        var configuration = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        change(configuration);
        File.WriteAllText(path, configuration.ToJsonString());
    }
}
