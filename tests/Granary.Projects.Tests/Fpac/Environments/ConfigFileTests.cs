using Granary.Model;
using Granary.Projects.Definitions;
using Granary.Projects.Fpac.Environments;

namespace Granary.Projects.Tests.Fpac.Environments;

/// <summary>The environment files of this repository, and those that were recorded from the original.</summary>
public sealed class ConfigFileTests
{
    readonly List<Problem> _problems = [];

    [Theory]
    [InlineData("py2deployer")]
    [InlineData("pydemo")]
    public void A_recorded_file_is_read_with_warnings_for_what_nobody_reads(string name)
    {
        var environment = Parse(File.ReadAllText(Needed.Shared($"cases/deploy/config/fpac-{name}.json")));

        Assert.NotNull(environment);
        Assert.Equal(
            [
                "ssm is read by nobody.", "paths is read by nobody.", "stepFunctions.createRoleIfMissing is read by nobody.",
                "stepFunctions.roleName is read by nobody.",
            ],
            _problems.Select(p => p.Message));
    }

    [Theory]
    [InlineData("dev", "py2deployer")]
    [InlineData("demo", "pydemo")]
    public void Ours_says_the_same_as_the_recorded_one(string ours, string recorded)
    {
        Assert.Equivalent(
            Parse(File.ReadAllText(Needed.Shared($"cases/deploy/config/fpac-{recorded}.json"))),
            Parse(Own(ours)),
            strict: true);
    }

    [Theory]
    [InlineData("local")]
    [InlineData("dev")]
    [InlineData("prod")]
    [InlineData("demo")]
    public void Ours_is_read_without_a_word(string name)
    {
        Assert.NotNull(Parse(Own(name)));
        Assert.Empty(_problems);
    }

    [Fact]
    public void Production_runs_on_two_large_workers_that_scale()
    {
        var environment = Parse(Own("prod"))!;

        Assert.Equal(
            ("prod", "pyprod", "c108-prod-fpacfsa-final-zone"), (environment.DeployEnv, environment.Project, environment.FinalBucket));
        Assert.Equal(
            ("G.4X", 2, 480, true),
            (environment.Job.WorkerType, environment.Job.NumberOfWorkers, environment.Job.TimeoutMinutes, environment.Job.AutoScaling));
    }

    [Fact]
    public void The_project_is_a_pipeline()
    {
        var path = Path.Combine(Needed.Repository, "projects", "fpac", "project.json");

        Assert.Equal("fpac", ProjectFile.Parse(File.ReadAllText(path), path, ProjectTypes.BuiltIn, _problems)?.Type);
        Assert.Empty(_problems);
    }

    static string Own(string name) => File.ReadAllText(Path.Combine(Needed.Repository, "config", "fpac", $"{name}.json"));

    PipelineEnvironment? Parse(string text) => PipelineEnvironment.Parse(text, "x.json", _problems);
}
