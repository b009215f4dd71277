using System.Globalization;
using Granary.Home;
using Granary.Home.Delivery;
using Granary.Home.Runs;
using Granary.Home.Storage;
using Granary.Model;
using Granary.Platform.Functions;
using Granary.Platform.Runs;
using Granary.Platform.Stacks;
using Granary.Projects;

namespace Granary.Reference;

/// <summary>Publishes three tables again and again: each run a version whose number is in all its rows.</summary>
/// <remarks>
/// orders and people are filled anew; to log each run adds rows, so that a row that is lost or comes twice is seen for ever after.
/// </remarks>
public sealed class Publisher(LocalHome home, string inputFolder)
{
    /// <summary>How many rows each version has by itself.</summary>
    public static int Orders(int version) => 200 + version;

    public static int People(int version) => 50 + (3 * version);

    public static int Log(int version) => 10 + (version % 7);

    /// <returns>What the command line would tell of the last run: its status, the code of what went wrong, and the words.</returns>
    public static async Task<string> RunAsync(string path, int runs, string inputFolder)
    {
        try
        {
            using var home = LocalHome.Open(path, TimeProvider.System);
            var last = await new Publisher(home, inputFolder).RunAsync(runs);
            return $"{last?.Status.Text()} {last?.Error} {last?.Cause}";
        }
        catch (Exception e) when (((e as ProblemException)?.Problems[0] ?? FullDisk.In(e)) is { } problem)
        {
            return $"STOPPED {problem.Code} {problem.Message}";
        }
    }

    /// <summary>What was begun is resumed, then runs follow until as many have succeeded, or one fails.</summary>
    /// <returns>How the last run ended.</returns>
    public async Task<RunSummary?> RunAsync(int runs)
    {
        var launcher = new RunLauncher(
            home,
            new Dictionary<string, Func<FunctionContext, IFunction>>(StringComparer.Ordinal),
            ProjectTypes.BuiltIn.Jobs, new Nobody());
        await launcher.ResumeAllAsync(CancellationToken.None);
        RunSummary? last = null;
        for (var version = Done() + 1; version <= runs && last?.Status is null or RunStatus.Succeeded; version++)
            last = await launcher.RunAsync(Request(version), CancellationToken.None);
        return last;
    }

    /// <summary>A version whose run has failed is tried again.</summary>
    int Done() => home.Runs.All().Count(r => r.Status == RunStatus.Succeeded);

    /// <summary>Brings the files of a version and runs.</summary>
    public RunRequest Request(int version) => new("pub", "test", Stack(), new DeliveryPlan(
        [File("orders", version, Orders(version)), File("people", version, People(version)), File("log", version, Log(version))], []), []);

    DeliveredFile File(string table, int version, int rows)
    {
        var path = Path.Combine(inputFolder, $"{table}-{version}.csv");
        Directory.CreateDirectory(inputFolder);
        System.IO.File.WriteAllText(
            path,
            "id,version\n"
                + string.Concat(Enumerable.Range(0, rows).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i},{version}\n"))));
        return new(path, table, Path.GetFileName(path));
    }

    static Stack Stack() => new("pub", "test", "us-east-1",
    [
        .. new[] { "landing", "cleansed", "final", "artifacts" }.Select(b => new BucketResource(b, "us-east-1")),
        new DatabaseResource("pub"),
        new ArtifactResource(
            new("artifacts"), "pub/datasets/log.json",
            """
            { "load": "append", "versions": 2, "cursor": "version", "columns": [{ "name": "version", "type": "integer",
            "required": true }] }
            """),
        new ArtifactResource(new("artifacts"), "pub/datasets/people.json", """{ "versions": 1 }"""),
        Job("landing", "landing_job.py"),
        Job("cleansing", "cleaning_job.py"),
        Job("final", "final_job.py"),
        new CrawlerResource("crawler", new("role"), new("pub"), ["s3://final/"], []),
        new StateMachineResource(
            "Publish", "arn:aws:states:us-east-1:111111111111:stateMachine:Publish", new("arn:aws:iam::111111111111:role/states"),
            System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Publish.asl.json"))),
    ])
    {
        Entry = new(new("Publish"), new(new("landing"), "pub/dbo/"), new("landing/pub", 1)),
    };

    static JobResource Job(string name, string script) =>
        new(
            name, new("role"), $"s3://artifacts/pub/glue/{script}", "5.0", "G.1X", 2, 60, 0, 1, [],
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["--project"] = "pub",
                ["--input"] = "s3://landing/pub/dbo/",
                ["--landed"] = "s3://landing/pub/etl-jobs/",
                ["--cleansed"] = "s3://cleansed/pub/etl-jobs/",
                ["--final"] = "s3://final/pub/",
                ["--datasets"] = "s3://artifacts/pub/datasets/",
                ["--database"] = "pub",
            });
}
