using System.CommandLine;

namespace Granary.Cli.Commands.Datasets;

/// <summary>Works on dataset files, without a home.</summary>
static class DatasetCommand
{
    public static Command Bind(CommandContext context) => new("dataset", "Write and explain dataset files.")
    {
        InferDatasetCommand.Bind(context),
        ExplainDatasetCommand.Bind(context),
    };
}
