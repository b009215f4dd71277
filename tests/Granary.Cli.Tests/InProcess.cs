using Granary.Cli.Output;

namespace Granary.Cli.Tests;

/// <summary>The command line, called with its own folder, variables and streams: many at a time in one process.</summary>
static class InProcess
{
    /// <param name="folder">The current folder of the command.</param>
    /// <param name="home">The value of GRANARY_HOME; null to leave it unset.</param>
    public static Task<CommandResult> RunAsync(string folder, string? home, params IEnumerable<string> arguments) =>
        RunAsync(folder, home, TextReader.Null, arguments);

    /// <summary>Runs a command that reads standard input.</summary>
    public static Task<CommandResult> RunAsync(string folder, IEnumerable<string> lines, params IEnumerable<string> arguments) =>
        RunAsync(folder, home: null, new StringReader(string.Join('\n', lines)), arguments);

    static async Task<CommandResult> RunAsync(string folder, string? home, TextReader input, IEnumerable<string> arguments)
    {
        using var data = new StringWriter();
        using var words = new StringWriter();
        var settings = new ProcessSettings(
            folder,
            name => name switch
            {
                "GRANARY_HOME" => home,
                "GRANARY_ROOT" => Needed.Repository,
                _ => null,
            });
        var terminal = new Terminal(input, data, words, isInteractive: false, hasColor: false);
        var code = await Task.Run(() => new Application(terminal, settings).RunAsync([.. arguments]));
        return new((int)code, data.ToString(), words.ToString());
    }
}
