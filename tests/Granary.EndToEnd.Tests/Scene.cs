using System.Diagnostics;

namespace Granary.EndToEnd.Tests;

/// <summary>A workspace whose commands are processes.</summary>
public sealed class Scene(string project = "sales") : ProjectScene(project)
{
    public override Task<CommandResult> GranaryAsync(params IEnumerable<string> arguments) => BuiltProgram.RunAsync(Workspace, Home, arguments);

    public Process Start(params IEnumerable<string> arguments) => BuiltProgram.Start(Workspace, Home, arguments);
}
