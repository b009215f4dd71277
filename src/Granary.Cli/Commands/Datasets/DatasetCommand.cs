using System.CommandLine;

namespace Granary.Cli.Commands.Datasets;

/// <summary>Works on dataset files, without a home.</summary>
static class DatasetCommand
{
    public static Command Bind(Surroundings surroundings) => new("dataset", "Write and explain dataset files.")
    {
        InferDatasetCommand.Bind(surroundings),
        ExplainDatasetCommand.Bind(surroundings),
    };
}
