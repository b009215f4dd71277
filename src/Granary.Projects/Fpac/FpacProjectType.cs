using Granary.Functions;
using Granary.Model;
using Granary.Model.Schemas;
using Granary.Platform.Functions;
using Granary.Platform.Stacks;
using Granary.Projects.Definitions;
using Granary.Projects.Fpac.Environments;
using Granary.Projects.Fpac.Jobs;
using Granary.Tables.Stages;

namespace Granary.Projects.Fpac;

/// <summary>CSV files in, trusted tables out, in three stages. docs/fpac.md describes it.</summary>
sealed class FpacProjectType : IProjectType
{
    public string Name => "fpac";

    public string Description => "a three-stage pipeline from delivered files to tables";

    public IReadOnlyList<string> DefinitionFiles => [ProjectDefinition.DatasetFiles, "sql/*.sql"];

    public IReadOnlyDictionary<string, Func<FunctionContext, IFunction>> Functions => Steps.All;

    public IReadOnlyDictionary<string, ITableJob> Jobs => FpacJobs.All;

    public IReadOnlyList<SchemaFile> Schemas => [EnvironmentKeys.Schema];

    public ProjectDemo Demo => new(
        "fpac",
        "samples/usda",
        """
        SELECT commodity_name, count(*) AS losses, sum(indemnity_amount) AS indemnity
        FROM cause_of_loss GROUP BY commodity_name ORDER BY indemnity DESC LIMIT 5
        """,
        "SELECT state, sum(value) AS acres FROM crop_insurance_acres GROUP BY state ORDER BY acres DESC LIMIT 5");

    public void CheckEnvironment(EnvironmentFile environment, ICollection<Problem> problems) =>
        PipelineEnvironment.Parse(environment.Text, environment.File, problems);

    public Stack? ToStack(ProjectDefinition project, EnvironmentFile environment, ICollection<Problem> problems) =>
        PipelineEnvironment.Parse(environment.Text, environment.File, problems, project.File.Names ?? NamePattern.Default) is { } read
            ? FpacProject.ToStack(new(project.Name, environment.Name), read, project.Artifacts)
            : null;
}
