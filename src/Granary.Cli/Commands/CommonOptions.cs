using System.CommandLine;
using Granary.Platform.Stacks;

namespace Granary.Cli.Commands;

/// <summary>Options that several commands have.</summary>
static class CommonOptions
{
    const string Local = "local";
    const string Aws = "aws";

    public static Option<bool> Json() => new("--json") { Description = "Write JSON to standard output." };

    public static Option<string> Environment() => new("--env", "-e")
    {
        Description = "The environment: a name in config/PROJECT/, or the path of a file.",
        DefaultValueFactory = _ => "local",
    };

    public static Option<string?> Home()
    {
        var option = new Option<string?>("--home")
        {
            Description = "Where the stack is applied: local or aws; wins over the environment's.",
        };
        option.AcceptOnlyFromAmong(Local, Aws);
        return option;
    }

    public static StackHome? HomeOf(string? value) => value switch
    {
        Local => StackHome.Local,
        Aws => StackHome.Aws,
        _ => null,
    };

    public static Option<string?> Run() => new("--run", "-r") { Description = "A run's id or the beginning of it, @last or @last-failed." };
}
