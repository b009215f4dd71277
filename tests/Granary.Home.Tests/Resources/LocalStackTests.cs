using Granary.Home.Resources;
using Granary.Model;
using Granary.Platform.Plans;
using Granary.Platform.Stacks;

namespace Granary.Home.Tests.Resources;

public sealed class LocalStackTests : IDisposable
{
    readonly TestHome _scene = new();

    [Fact]
    public void Creates_buckets_files_and_definitions()
    {
        var changes = _scene.Apply(All());

        Assert.Equal(All().Select(r => ("Create", r.Address)), changes.Select(c => (c.Action.ToString(), c.Address)));
        Assert.True(Directory.Exists(Path.Combine(_scene.Path, "buckets", "landing")));
        Assert.Equal("{}", File.ReadAllText(FileOf("deployed/datasets/orders.json")));
    }

    [Fact]
    public void A_second_time_it_changes_nothing()
    {
        _scene.Apply(All());
        var written = File.GetLastWriteTimeUtc(FileOf("deployed/datasets/orders.json"));

        Assert.Empty(_scene.Apply(All()));
        _scene.Reopen();
        Assert.Empty(_scene.Apply(All()));

        Assert.Equal(written, File.GetLastWriteTimeUtc(FileOf("deployed/datasets/orders.json")));
    }

    [Fact]
    public void Changes_what_is_different_alone_and_names_the_fields()
    {
        _scene.Apply(All());

        var changed = Assert.Single(_scene.Apply([.. All().Where(r => r is not JobResource), Job() with
        {
            TimeoutMinutes = 7,
            DefaultArguments = new Dictionary<string, string> { ["--env"] = "prod", ["--new"] = "x" },
        }]));

        Assert.Equal((ChangeAction.Update, "job/Landing"), (changed.Action, changed.Address));
        Assert.Equal(
            [
                new("timeoutMinutes", "60", "7"), new("defaultArguments.--env", "dev", "prod"),
                new FieldChange("defaultArguments.--new", null, "x"),
            ],
            changed.Fields);
        Assert.Equal(7, _scene.Home.Resources.Find<JobResource>("Landing")!.TimeoutMinutes);
    }

    [Fact]
    public void A_definition_differs_where_its_JSON_does()
    {
        _scene.Apply(Machine("""{ "StartAt": "A", "States": { "A": { "Type": "Succeed" } } }"""));

        Assert.Empty(_scene.Apply(Machine("""{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}""")));
        Assert.Equal(
            [new FieldChange("definition.States.A.Comment", null, "new")],
            Assert.Single(_scene.Apply(Machine("""{"StartAt":"A","States":{"A":{"Type":"Succeed","Comment":"new"}}}"""))).Fields);
    }

    [Fact]
    public void A_file_that_somebody_changed_is_written_again()
    {
        _scene.Apply(All());
        File.WriteAllText(FileOf("deployed/datasets/orders.json"), "changed");

        Assert.Equal([new FieldChange("text", "changed", "{}")], Assert.Single(_scene.Apply(All())).Fields);

        Assert.Equal("{}", File.ReadAllText(FileOf("deployed/datasets/orders.json")));
    }

    [Fact]
    public void What_the_project_no_longer_has_is_deleted_and_what_nobody_deployed_stays()
    {
        _scene.Apply(All());
        File.WriteAllText(FileOf("deployed/datasets/notes.json"), "");

        var changes = _scene.Apply(All().Where(r => r is not (ArtifactResource or StateMachineResource)));

        Assert.Equal(
            [(ChangeAction.Delete, "artifact/artifacts/deployed/datasets/orders.json"), (ChangeAction.Delete, "state-machine/Pipeline")],
            changes.Select(c => (c.Action, c.Address)));
        Assert.False(File.Exists(FileOf("deployed/datasets/orders.json")));
        Assert.True(File.Exists(FileOf("deployed/datasets/notes.json")));
        Assert.Null(_scene.Home.Resources.Find<StateMachineResource>("Pipeline"));
    }

    [Fact]
    public void What_projects_share_is_never_deleted()
    {
        _scene.Apply(All());

        var changes = _scene.Apply(Job());

        Assert.DoesNotContain(changes, c => c.Resource.IsShared);
        Assert.Equal("db", Assert.Single(_scene.Home.Resources.All<DatabaseResource>()).Name);
    }

    [Fact]
    public void Resources_of_another_project_or_environment_stay()
    {
        _scene.Apply(All());

        Assert.Empty(_scene.Apply(TestHome.Stack() with { Project = "others" }));
        Assert.Empty(_scene.Apply(TestHome.Stack() with { Environment = "others" }));

        Assert.NotNull(_scene.Home.Resources.Find<JobResource>("Landing"));
    }

    [Fact]
    public void A_resource_of_another_project_is_never_changed()
    {
        _scene.Apply(Job());

        var refused = Assert.Throws<ProblemException>(() =>
            _scene.Apply(TestHome.Stack(Job() with { TimeoutMinutes = 7 }, Crawler()) with { Project = "others" }));

        Assert.Equal("GR4031", Assert.Single(refused.Problems).Code);
        Assert.Equal(60, _scene.Home.Resources.Find<JobResource>("Landing")!.TimeoutMinutes);
        Assert.Null(_scene.Home.Resources.Find<CrawlerResource>("Crawler"));
    }

    [Fact]
    public async Task What_a_home_has_no_use_for_is_in_the_plan_and_is_not_applied()
    {
        var stack = TestHome.Stack(new RoleResource("states", "states.amazonaws.com", []), new LogGroupResource("logs", 7));

        var plan = await new LocalStack(_scene.Home).PlanAsync(stack, CancellationToken.None);

        Assert.True(plan.IsEmpty);
        Assert.Equal([ChangeAction.NotUsed, ChangeAction.NotUsed], plan.Changes.Select(c => c.Action));
        Assert.Empty(_scene.Home.Resources.All<RoleResource>());
    }

    [Fact]
    public void Resources_are_found_as_they_were_applied()
    {
        _scene.Apply(All());
        AssertFound(_scene.Home);

        AssertFound(_scene.Reopen());
    }

    [Fact]
    public void A_change_by_another_opener_of_the_home_is_seen_by_the_next_plan()
    {
        _scene.Apply(All());
        Assert.Equal(60, _scene.Home.Resources.Find<JobResource>("Landing")!.TimeoutMinutes);
        using (var other = LocalHome.Open(_scene.Path, _scene.Clock))
            other.Resources.Put(Job() with { TimeoutMinutes = 7 });

        Assert.Equal(["job/Landing"], _scene.Apply(All()).Select(c => c.Address));
    }

    public void Dispose() => _scene.Dispose();

    string FileOf(string key) => Path.Combine(_scene.Path, "buckets", "artifacts", key);

    static void AssertFound(LocalHome home)
    {
        Assert.Equivalent(Job(), home.Resources.Find<JobResource>("Landing"), strict: true);
        Assert.Equivalent(Crawler(), Assert.Single(home.Resources.All<CrawlerResource>()), strict: true);
        Assert.Null(home.Resources.Find<JobResource>("Nowhere"));
        Assert.Null(home.Resources.Find<CrawlerResource>("Landing"));
    }

    static Resource[] All() =>
        [
            new BucketResource("landing", "us-east-1"), new BucketResource("artifacts", "us-east-1"), new DatabaseResource("db"),
            new ItemTableResource("Runs", ["jobId", "project"]),
            new ArtifactResource(new("artifacts"), "deployed/datasets/orders.json", "{}"),
            new FunctionResource(
                "Validate", "arn:f", "ValidateInput", new("arn:r"), "dotnet10", "h", 30, 256, [],
                new Dictionary<string, string> { ["A"] = "b" }),
            Job(), Crawler(), Machine("{}"),
        ];

    static StateMachineResource Machine(string definition) => new("Pipeline", "arn:m", new("arn:r"), definition);

    static JobResource Job() =>
        new(
            "Landing", new("arn:r"), "s3://artifacts/deployed/glue/landing_job.py", "5.0", "G.1X", 2, 60, 0, 1, ["c"],
            new Dictionary<string, string> { ["--env"] = "dev" });

    static CrawlerResource Crawler() => new("Crawler", new("arn:r"), new("db"), ["s3://final/"], ["**/_v/**"]);
}
