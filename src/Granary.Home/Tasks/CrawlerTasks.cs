using System.Text.Json.Nodes;
using Granary.Emulator;
using Granary.Emulator.Glue;
using Granary.Home.Catalog;
using Granary.Home.Execution;
using Granary.Platform.Stacks;
using Granary.States.Tasks;

namespace Granary.Home.Tasks;

/// <summary><c>aws-sdk:glue:startCrawler</c>: answers at once; the crawl goes on by itself.</summary>
/// <param name="write">Does work in one transaction of the home's file.</param>
sealed class CrawlerTasks(LocalHome home, Action<Action> write, Crawls crawls, RunFailures failures) : ITaskRunner
{
    readonly Effects _effects = new(home.Database, write);

    public Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        try
        {
            var name = CrawlerJson.NameToStart(new(call));
            var crawler = home.Resources.Find<CrawlerResource>(name) ?? throw CrawlerJson.NothingToStart(name);
            return Task.FromResult(
                _effects.Once(call, () => crawls.TryStart(crawler) ? new JsonObject() : throw CrawlerJson.IsRunning(name)));
        }
        catch (ServiceException e)
        {
            var failure = Service.Glue.Failure(call, e);
            failures.Add(call.StateName, failure.Error, e.Message);
            throw failure;
        }
    }
}
