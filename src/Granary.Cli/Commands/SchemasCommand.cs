using System.CommandLine;
using Granary.Projects;

namespace Granary.Cli.Commands;

/// <summary>Writes the JSON Schemas of config, project and dataset files, for editors.</summary>
static class SchemasCommand
{
    public static Command Bind(CommandContext context)
    {
        var folder = new Argument<string>("folder") { Description = "Where to write them.", DefaultValueFactory = _ => "schemas" };
        var command = new Command("schemas", "Write the JSON Schemas of config, project and dataset files.") { folder };
        command.SetAction(parsed =>
        {
            var target = Directory.CreateDirectory(context.FullPath(parsed.GetRequiredValue(folder)));
            foreach (var schema in ProjectTypes.BuiltIn.Schemas)
            {
                File.WriteAllText(Path.Combine(target.FullName, schema.Name), schema.Text);
                context.Terminal.Say($"wrote {Path.Combine(parsed.GetRequiredValue(folder), schema.Name)}");
            }

            return (int)ExitCode.Success;
        });
        return command;
    }
}
