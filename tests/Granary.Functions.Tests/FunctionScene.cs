using System.Text;
using System.Text.Json.Nodes;
using Granary.Home;
using Granary.Home.Objects;
using Granary.Home.Resources;
using Granary.Platform.Functions;
using Granary.Platform.Items;
using Granary.Platform.Objects;
using Granary.Platform.Stacks;

namespace Granary.Functions.Tests;

/// <summary>Functions on a home of their own: buckets are folders there, items rows.</summary>
sealed class FunctionScene : IDisposable
{
    public const string Bucket = "landing";
    public const string Table = "Runs";

    readonly TemporaryFolder _folder = new();
    readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal)
    {
        ["PROJECT"] = "sales",
        ["LANDING_BUCKET"] = Bucket,
        ["TABLE_NAME"] = Table,
        ["BUCKET_REGION"] = "us-east-1",
        ["INPUT_PREFIX"] = "sales/dbo/",
    };

    public FunctionScene()
    {
        Home = LocalHome.Open(_folder.Path, Clock);
        var stack = new Stack(
            "sales", "test", "us-east-2",
            [new BucketResource(Bucket, "us-east-1"), new ItemTableResource(Table, ["jobId", "project"])]);
        new LocalStack(Home).ApplyAsync(stack, CancellationToken.None).GetAwaiter().GetResult();
        Objects = new HomeObjects(Home);
    }

    public StoppedClock Clock { get; } = new();

    public LocalHome Home { get; }

    public IObjects Objects { get; init; }

    public string Write(string key, string text) => _folder.Write($"buckets/{Bucket}/{key}", text);

    public void Set(string variable, string? value)
    {
        if (value is null)
            _variables.Remove(variable);
        else
            _variables[variable] = value;
    }

    /// <param name="step">The name of the function's class.</param>
    public async Task<JsonObject> RunAsync(string step, string input)
    {
        var function = Steps.All[step](new(_variables, Objects, Home.Items, Clock));
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(input));
        await using var output = await function.HandleAsync(stream, CancellationToken.None);
        return JsonNode.Parse(output)!.AsObject();
    }

    /// <returns>The error that the step ends with.</returns>
    public Task<FunctionException> FailAsync(string step, string input) =>
        Assert.ThrowsAsync<FunctionException>(() => RunAsync(step, input));

    /// <returns>The tracking record's attributes as text, or null when there is none.</returns>
    public async Task<Dictionary<string, string>?> RecordAsync(string jobId) =>
        (await Home.Items.FindAsync(new(Table, Key(jobId)), CancellationToken.None))
            ?.ToDictionary(a => a.Key, a => (string)a.Value!["S"]!);

    public Task AddRecordAsync(string jobId)
    {
        var record = Key(jobId);
        record["jobState"] = new JsonObject { ["S"] = "IN_PROGRESS" };
        return Home.Items.WriteAsync(new ItemWrite.Put(Table, record), CancellationToken.None);
    }

    public long CountRecords() => Home.Database.Query("SELECT count(*) FROM item", r => r.GetInt64(0))[0];

    public void Dispose()
    {
        Home.Dispose();
        _folder.Dispose();
    }

    static JsonObject Key(string jobId) =>
        new()
        {
            ["jobId"] = new JsonObject { ["S"] = jobId },
            ["project"] = new JsonObject { ["S"] = "sales" },
        };
}

/// <summary>Always the same moment.</summary>
sealed class StoppedClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(2026, 11, 21, 12, 30, 15, 123, TimeSpan.Zero);
}
