using System.Text.Json.Nodes;
using Granary.Local.Catalog;
using Granary.Platform.Stacks;
using Granary.States.Tasks;

namespace Granary.Local.Execution;

/// <summary><c>aws-sdk:glue:startCrawler</c>: answers at once; the crawl goes on by itself.</summary>
sealed class CrawlerTasks(Home home, Crawls crawls, RunFailures failures) : ITaskRunner
{
    public Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        var name = Aws.Text(call.Parameters, "Name");
        var crawler = home.Resources.Find<CrawlerResource>(name);
        if (crawler is null)
            throw Failed(call, "Glue.EntityNotFoundException", $"Crawler entry with name {name} does not exist");
        if (!crawls.TryStart(crawler))
            throw Failed(call, "Glue.CrawlerRunningException", $"Crawler with name {name} has already started");
        return Task.FromResult<JsonNode?>(new JsonObject());
    }

    TaskFailedException Failed(TaskCall call, string error, string message)
    {
        failures.Add(call.StateName, error, message);
        return new(error, message);
    }
}
