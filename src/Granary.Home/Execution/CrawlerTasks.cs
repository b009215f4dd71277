using System.Text.Json.Nodes;
using Granary.Emulator;
using Granary.Home.Catalog;
using Granary.Platform.Stacks;
using Granary.States.Tasks;

namespace Granary.Home.Execution;

/// <summary><c>aws-sdk:glue:startCrawler</c>: answers at once; the crawl goes on by itself.</summary>
/// <param name="write">Does work in one transaction of the home's file.</param>
sealed class CrawlerTasks(LocalHome home, Action<Action> write, Crawls crawls, RunFailures failures) : ITaskRunner
{
    readonly Effects _effects = new(home.Database, write);

    public Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        var name = new ServiceRequest(call).Text("Name");
        if (name is null)
            throw Failed(
                call, "ValidationException",
                "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null");
        var crawler = home.Resources.Find<CrawlerResource>(name);
        if (crawler is null)
            throw Failed(call, "EntityNotFoundException", $"Crawler entry with name {name} does not exist");
        return Task.FromResult(_effects.Once(call, () => crawls.TryStart(crawler)
            ? new JsonObject()
            : throw Failed(call, "CrawlerRunningException", $"Crawler with name {name} has already started")));
    }

    TaskFailedException Failed(TaskCall call, string code, string message)
    {
        var failure = Service.Glue.Failure(call, new(code, message, code == "ValidationException" ? null : code));
        failures.Add(call.StateName, failure.Error, message);
        return failure;
    }
}
