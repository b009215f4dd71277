using System.Text.Json.Nodes;
using Granary.Home.Tasks;
using Granary.Platform.Stacks;
using Granary.Simulator.Mocks;
using Granary.States.Tasks;

namespace Granary.Home.Tests.Tasks;

/// <summary>Services to call, in a home or on mocks, with the same table, bucket and secrets.</summary>
abstract class ServiceScene : IDisposable
{
    long _calls;

    public static ServiceScene Of(string kind) => kind == "home" ? new OfHome() : new OfMocks();

    /// <returns>The result without the two members that every answer has.</returns>
    public async Task<JsonNode?> CallAsync(string action, string parameters)
    {
        var result = await Runner.RunAsync(Call(action, parameters, ++_calls), CancellationToken.None);
        (result as JsonObject)?.Remove("SdkHttpMetadata");
        (result as JsonObject)?.Remove("SdkResponseMetadata");
        return result;
    }

    /// <summary>Calls, and expects exactly this.</summary>
    public async Task ExpectAsync(string action, string parameters, string result)
    {
        var actual = await CallAsync(action, parameters);
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(result), actual), $"{action} {parameters} gave {actual?.ToJsonString()}, not {result}");
    }

    /// <summary>Calls, and expects a failure.</summary>
    public async Task ExpectErrorAsync(string action, string parameters, string error, string cause)
    {
        var failure = await Assert.ThrowsAsync<TaskFailedException>(() => CallAsync(action, parameters));
        Assert.Equal(error, failure.Error);
        Assert.StartsWith(cause, failure.Cause, StringComparison.Ordinal);
    }

    public static TaskCall Call(string action, string parameters, long id = 1, string? token = null) => new()
    {
        Resource = action.StartsWith("arn:", StringComparison.Ordinal) ? action : $"arn:aws:states:::{action}",
        Parameters = JsonNode.Parse(parameters),
        StateName = "A",
        ExecutionArn = "arn:aws:states:us-east-1:111111111111:execution:m:1",
        Region = "us-east-1",
        ScheduledEventId = id,
        Token = token,
    };

    /// <summary>Null on mocks.</summary>
    public virtual string? BucketFolder => null;

    public abstract void Dispose();

    protected abstract ITaskRunner Runner { get; }

    sealed class OfHome : ServiceScene
    {
        readonly TestHome _home = new();

        public OfHome()
        {
            _home.Apply(new ItemTableResource("Orders", ["id", "line"]));
            _home.Home.Objects.Ensure("store");
            File.WriteAllText(Path.Combine(_home.Path, "secrets.json"), """{"db/password": "p", "db/login": {"user": "u"}}""");
            Runner = new LocalIntegrations(_home.Home, _home.Home.Database.Transaction, new Dictionary<string, ITaskRunner>());
        }

        public override string BucketFolder => Path.Combine(_home.Path, "buckets", "store");

        protected override ITaskRunner Runner { get; }

        public override void Dispose() => _home.Dispose();
    }

    sealed class OfMocks : ServiceScene
    {
        public OfMocks()
        {
            var problems = new List<Model.Problem>();
            var mocks = MockReader.Read(
                """
                    {"items":{"Orders":{"key":["id","line"],"items":[]}},"buckets":{"store":{}},"secrets":{"db/password":"p",
                     "db/login":{"user":"u"}}}
                    """, "mocks", problems);
            Assert.Empty(problems);
            Runner = new MockedTasks(
                mocks, TimeProvider.System, new MockedExecutions(mocks, TimeProvider.System, (_, _, _) => throw new NotSupportedException())
            );
        }

        protected override ITaskRunner Runner { get; }

        public override void Dispose()
        {
        }
    }
}
