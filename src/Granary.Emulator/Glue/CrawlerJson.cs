using System.Text.Json.Nodes;
using Granary.Platform.Stacks;

namespace Granary.Emulator.Glue;

/// <summary>What Glue answers about crawlers: <c>aws-sdk:glue:getCrawler</c> and <c>startCrawler</c>.</summary>
/// <remarks>Source: Glue API, Crawler, GetCrawler and StartCrawler.</remarks>
public static class CrawlerJson
{
    /// <param name="last">The last crawl; null when there was none.</param>
    /// <returns>The result of <c>getCrawler</c>.</returns>
    public static JsonObject Of(CrawlerResource crawler, CrawlFacts? last)
    {
        var described = new JsonObject
        {
            ["DatabaseName"] = crawler.Database.Name,
            ["Name"] = crawler.Name,
            ["Role"] = crawler.Role.Name,
            ["SchemaChangePolicy"] = new JsonObject
            {
                ["DeleteBehavior"] = CrawlerResource.DeleteBehavior,
                ["UpdateBehavior"] = CrawlerResource.UpdateBehavior,
            },
            ["State"] = last?.State == "RUNNING" ? "RUNNING" : "READY",
            ["Targets"] = new JsonObject
            {
                ["S3Targets"] = new JsonArray([.. crawler.Targets.Select(t => (JsonNode)new JsonObject
                {
                    ["Path"] = t, ["Exclusions"] = new JsonArray([.. crawler.Exclusions.Select(e => (JsonNode)e)]),
                })]),
            },
        };
        if (last is { State: not "RUNNING" } ended)
        {
            described["LastCrawl"] = new JsonObject { ["StartTime"] = ServiceResults.Text(ended.Started), ["Status"] = ended.State };
            if (ended.Error is not null)
                described["LastCrawl"]!["ErrorMessage"] = ended.Error;
        }

        return new() { ["Crawler"] = described };
    }

    /// <returns>The name of the crawler that <c>getCrawler</c> asks for.</returns>
    /// <exception cref="ServiceException">There is none.</exception>
    public static string NameToDescribe(ServiceRequest request)
    {
        var name = request.Text("Name");
        new Validation().Required("name", name).Check();
        return name!;
    }

    /// <returns>The name of the crawler that <c>startCrawler</c> is to start.</returns>
    /// <exception cref="ServiceException">There is none.</exception>
    public static string NameToStart(ServiceRequest request) => request.Text("Name")
        ?? throw ServiceException.Validation(
            "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null");

    public static ServiceException NotFound(string name) =>
        ServiceException.Named("EntityNotFoundException", $"Crawler {name} not found.");

    /// <summary>The same, in the words of <c>startCrawler</c>.</summary>
    public static ServiceException NothingToStart(string name) =>
        ServiceException.Named("EntityNotFoundException", $"Crawler entry with name {name} does not exist");

    public static ServiceException IsRunning(string name) =>
        ServiceException.Named("CrawlerRunningException", $"Crawler with name {name} has already started");
}

/// <summary>A crawl that is running or has ended.</summary>
/// <param name="State"><c>RUNNING</c>, <c>SUCCEEDED</c>, <c>FAILED</c> or <c>CANCELLED</c>.</param>
public sealed record CrawlFacts(string State, DateTimeOffset Started, string? Error);
