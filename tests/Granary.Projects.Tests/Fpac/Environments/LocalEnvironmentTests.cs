using Granary.Model;
using Granary.Projects.Fpac.Environments;

namespace Granary.Projects.Tests.Fpac.Environments;

/// <summary>An environment of a laptop needs no value of AWS.</summary>
public sealed class LocalEnvironmentTests
{
    readonly List<Problem> _problems = [];

    [Fact]
    public void Needs_a_project_alone()
    {
        var environment = Parse("""{ "home": "local", "project": "My_Sales" }""")!;

        Assert.Empty(_problems);
        Assert.Equal(
            ("local", "us-east-1", "my_sales", "granary-local-runs", "my_sales/"),
            (environment.DeployEnv, environment.Region, environment.DatabaseName, environment.TrackingTable, environment.ArtifactPrefix));
        Assert.Equal(
            ("granary-local-landing", "granary-local-cleansed", "granary-local-final", "granary-local-artifacts"),
            (environment.LandingBucket, environment.CleansedBucket, environment.FinalBucket, environment.ArtifactBucket));
        Assert.Equal("arn:aws:iam::000000000000:role/local-stepfunction", environment.StateMachineRole);
    }

    [Fact]
    public void What_it_says_wins()
    {
        var environment = Parse("""
            { "home": "local", "project": "sales", "deployEnv": "mine", "strparams": { "finalBucketNameParam": "other-final" } }
            """)!;

        Assert.Equal(
            ("mine", "other-final", "granary-local-landing"),
            (environment.DeployEnv, environment.FinalBucket, environment.LandingBucket));
    }

    [Theory]
    [InlineData("""{ "home": "local" }""", "GR1102")]
    [InlineData("""{ "home": "moon", "project": "sales" }""", "GR1108")]
    public void Says_what_is_wrong(string text, string code)
    {
        Assert.Null(Parse(text));
        Assert.Contains(_problems, p => p.Code == code);
    }

    PipelineEnvironment? Parse(string text) => PipelineEnvironment.Parse(text, "local.json", _problems);
}
