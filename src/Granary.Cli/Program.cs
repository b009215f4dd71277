using Granary.Cli;
using Granary.Cli.Output;

// Answered before anything is loaded: scripts ask for it all the time.
if (args is ["--version"])
{
    Console.Out.WriteLine($"granary {Application.Version}");
    return 0;
}

var terminal = Terminal.Standard();
try
{
    return (int)await new Application(terminal, ProcessSettings.Current).RunAsync(args);
}
finally
{
    terminal.Flush();
}
