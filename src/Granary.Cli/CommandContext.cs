using Granary.Cli.Output;
using Granary.Home;
using Granary.Home.Queries;
using Granary.Projects.Definitions;

namespace Granary.Cli;

/// <summary>
/// Where a command stands: the terminal, the clock, the workspace and the home, the latter two found when they are first needed.
/// </summary>
sealed class CommandContext(Terminal terminal, TimeProvider clock, ProcessSettings settings)
{
    public Terminal Terminal { get; } = terminal;

    public TimeProvider Clock { get; } = clock;

    public Workspace Workspace => field ??= Workspace.Find(settings.Folder, ProgramRoot);

    /// <summary>The folder that the program was built from; it has the samples.</summary>
    public string? ProgramRoot => Variable("GRANARY_ROOT");

    /// <summary><c>GRANARY_HOME</c>, or <c>.granary</c> beside <c>projects</c>.</summary>
    public string HomePath => Variable("GRANARY_HOME") ?? Path.Combine(Workspace.Root, ".granary");

    /// <summary>Whether there is a home already.</summary>
    public bool HasHome => File.Exists(Path.Combine(HomePath, "granary.db"));

    /// <summary>Opens the home for a command that starts runs, or creates it.</summary>
    public LocalHome CreateHome() => LocalHome.Open(HomePath, Clock);

    /// <summary>Opens the home for a command that writes to what is there.</summary>
    public LocalHome OpenHome() => LocalHome.OpenExisting(HomePath, Clock);

    /// <summary>Opens the home for a command that reads.</summary>
    public HomeReader ReadHome() => HomeReader.Open(HomePath, Clock);

    /// <summary>The whole path of a file or folder that an argument names, which may be relative to the current folder.</summary>
    public string FullPath(string path) => Path.GetFullPath(path, settings.Folder);

    public string? Variable(string name) => settings.Variable(name) is { Length: > 0 } value ? value : null;
}
