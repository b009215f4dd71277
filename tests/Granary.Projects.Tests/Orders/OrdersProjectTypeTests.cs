using System.Text.Json.Nodes;
using Granary.Home;
using Granary.Home.Runs;
using Granary.Model;
using Granary.Platform.Runs;
using Granary.Projects.Definitions;
using Granary.States.History;

namespace Granary.Projects.Tests.Orders;

/// <summary>A project type is one folder and one line: this one is in no folder of the product.</summary>
public sealed class OrdersProjectTypeTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly OrdersProjectType _type = new();

    [Fact]
    public async Task A_type_of_a_test_runs_to_the_end_with_its_function_job_machines_and_pipe()
    {
        using var home = LocalHome.Open(Path.Combine(_folder.Path, "home"), TimeProvider.System);

        var run = await RunAsync(home);
        await RunAsync(home);

        Assert.Equal(RunStatus.Succeeded, run.Status);
        Assert.Equal(["1", "3"], _type.Processed);
    }

    public void Dispose() => _folder.Dispose();

    async Task<RunSummary> RunAsync(LocalHome home)
    {
        _folder.Write("projects/shop/project.json", """{ "type": "orders" }""");
        var environment = _folder.Write("config/shop/local.json", """{ "table": "shop-orders" }""");
        var types = new ProjectTypes(_type);
        var problems = new List<Problem>();
        var project = ProjectDefinition.Load(new Workspace(_folder.Path), "shop", types, problems)!;
        var stack = project.ToStack(File.ReadAllText(environment), environment, problems)!;
        Assert.Empty(problems);

        var launcher = new RunLauncher(home, types.Functions, types.Jobs, new Nobody());
        return await launcher.RunAsync(new("shop", "local", stack, Delivery: null, new JsonObject()), CancellationToken.None);
    }

    sealed class Nobody : IRunObserver
    {
        public void Happened(string executionArn, HistoryEvent happened)
        {
        }

        public void Read(string table, long rows)
        {
        }
    }
}
