namespace Granary.Cli.Tests;

/// <summary>A workspace whose commands run in the process of the tests.</summary>
public sealed class Scene(string project = "sales") : ProjectScene(project)
{
    public override Task<CommandResult> GranaryAsync(params IEnumerable<string> arguments) =>
        InProcess.RunAsync(Workspace, Home, arguments);
}
