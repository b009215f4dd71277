using System.Diagnostics;

namespace Granary.EndToEnd.Tests;

/// <summary>A workspace whose commands are processes.</summary>
public sealed class Scene(string project = "sales") : ProjectScene(project)
{
    /// <summary>The folder of the Spark that commands use; null for that of the environment.</summary>
    public string? Spark { get; init; }

    public override Task<CommandResult> GranaryAsync(params IEnumerable<string> arguments) =>
        BuiltProgram.RunAsync(Workspace, Home, Spark, arguments);

    public Process Start(params IEnumerable<string> arguments) => BuiltProgram.Start(Workspace, Home, arguments, spark: Spark);
}
