using Granary.Home.Resources;
using Granary.Platform.Stacks;

namespace Granary.Home.Tests.Resources;

public sealed class LocalStackTests : IDisposable
{
    readonly TestHome _scene = new();

    [Fact]
    public void Brings_buckets_files_and_definitions()
    {
        var changed = Apply(Whole());

        Assert.Equal(Whole().Select(r => r.Address), changed);
        Assert.True(Directory.Exists(Path.Combine(_scene.Path, "buckets", "landing")));
        Assert.Equal("{}", File.ReadAllText(FileOf("deployed/datasets/orders.json")));
    }

    [Fact]
    public void A_second_time_it_changes_nothing()
    {
        Apply(Whole());
        var written = File.GetLastWriteTimeUtc(FileOf("deployed/datasets/orders.json"));

        Assert.Empty(Apply(Whole()));
        _scene.Reopen();
        Assert.Empty(Apply(Whole()));

        Assert.Equal(written, File.GetLastWriteTimeUtc(FileOf("deployed/datasets/orders.json")));
    }

    [Fact]
    public void Changes_what_is_different_alone()
    {
        Apply(Whole());

        var changed = Apply([.. Whole().Where(r => r is not JobResource), Job() with { TimeoutMinutes = 7 }]);

        Assert.Equal(["job/Landing"], changed);
        Assert.Equal(7, _scene.Home.Resources.Find<JobResource>("Landing")!.TimeoutMinutes);
    }

    [Fact]
    public void A_file_that_somebody_changed_is_brought_back()
    {
        Apply(Whole());
        File.WriteAllText(FileOf("deployed/datasets/orders.json"), "changed");

        Apply(Whole());

        Assert.Equal("{}", File.ReadAllText(FileOf("deployed/datasets/orders.json")));
    }

    [Fact]
    public void A_dataset_that_the_project_no_longer_has_is_gone_and_other_files_stay()
    {
        Apply(Whole());
        File.WriteAllText(FileOf("deployed/notes.json"), "");
        Directory.CreateDirectory(FileOf("other/datasets"));
        File.WriteAllText(FileOf("other/datasets/orders.json"), "");

        Apply([.. Whole().Where(r => r is not ArtifactResource)]);

        Assert.False(File.Exists(FileOf("deployed/datasets/orders.json")));
        Assert.True(File.Exists(FileOf("deployed/notes.json")));
        Assert.True(File.Exists(FileOf("other/datasets/orders.json")));
    }

    [Fact]
    public void What_a_stack_does_not_have_stays_in_the_home()
    {
        Apply(Whole());

        Apply([new DatabaseResource("other")]);

        Assert.NotNull(_scene.Home.Resources.Find<JobResource>("Landing"));
        Assert.Equal(["db", "other"], _scene.Home.Resources.All<DatabaseResource>().Select(d => d.Name));
    }

    [Fact]
    public void Resources_are_found_as_they_were_applied()
    {
        Apply(Whole());
        AssertFound(_scene.Home);

        AssertFound(_scene.Reopen());
    }

    [Fact]
    public void A_change_by_another_opener_of_the_home_is_seen_after_the_next_apply()
    {
        Apply(Whole());
        Assert.Equal(60, _scene.Home.Resources.Find<JobResource>("Landing")!.TimeoutMinutes);
        using (var other = LocalHome.Open(_scene.Path, _scene.Clock))
            other.Resources.Apply(TestHome.Stack(Job() with { TimeoutMinutes = 7 }));

        Assert.Equal(["job/Landing"], Apply(Whole()));
    }

    public void Dispose() => _scene.Dispose();

    IReadOnlyList<string> Apply(IEnumerable<Resource> resources) => new LocalStack(_scene.Home).Apply(TestHome.Stack([.. resources]));

    string FileOf(string key) => Path.Combine(_scene.Path, "buckets", "artifacts", key);

    static void AssertFound(LocalHome home)
    {
        Assert.Equivalent(Job(), home.Resources.Find<JobResource>("Landing"), strict: true);
        Assert.Equivalent(Crawler(), Assert.Single(home.Resources.All<CrawlerResource>()), strict: true);
        Assert.Null(home.Resources.Find<JobResource>("Nowhere"));
        Assert.Null(home.Resources.Find<CrawlerResource>("Landing"));
    }

    static Resource[] Whole() =>
        [
            new BucketResource("landing", "us-east-1"), new BucketResource("artifacts", "us-east-1"), new DatabaseResource("db"),
            new ItemTableResource("Runs", ["jobId", "project"]), new ArtifactResource("artifacts", "deployed/datasets/orders.json", "{}"),
            new FunctionResource(
                "Validate", "arn:f", "ValidateInput", "arn:r", "dotnet10", "h", 30, 256, [], new Dictionary<string, string> { ["A"] = "b" }
            ),
            Job(), Crawler(), new StateMachineResource("Pipeline", "arn:m", "arn:r", "{}"),
        ];

    static JobResource Job() =>
        new(
            "Landing", "arn:r", "s3://artifacts/deployed/glue/landing_job.py", "5.0", "G.1X", 2, 60, 0, 1, ["c"],
            new Dictionary<string, string> { ["--env"] = "dev" });

    static CrawlerResource Crawler() => new("Crawler", "arn:r", "db", ["s3://final/"], ["**/_v/**"]);
}
