using System.Text.Json.Nodes;
using Granary.Emulator;
using Granary.Emulator.Glue;
using Granary.Platform.Stacks;
using Granary.States.Tasks;

namespace Granary.Home.Integrations;

/// <summary>What tasks ask about jobs and crawlers of the home: <c>aws-sdk:glue:getJobRun</c> and <c>getCrawler</c>.</summary>
/// <remarks>Source: Glue API, JobRun and Crawler.</remarks>
sealed class GlueTasks(LocalHome home) : ITaskRunner
{
    public Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult<JsonNode?>(call.Resource.Operation == "getJobRun" ? JobRun(new(call)) : Crawler(new(call)));
        }
        catch (ServiceException e)
        {
            throw Service.Glue.Failure(call, e);
        }
    }

    JsonObject JobRun(ServiceRequest request)
    {
        var (name, id) = (request.Text("JobName"), request.Text("RunId"));
        new Validation().Required("jobName", name).Required("runId", id).Check();
        var job = home.Resources.Find<JobResource>(name!);
        var found = home.JobRuns.Find(id!, name!);
        if (job is null || found is null)
            throw ServiceException.Named(
                "EntityNotFoundException",
                job is null ? $"Failed to find job: {name}" : $"Job run not found for job name: {name}, run id: {id}");
        var run = new JobRunFacts(
            id!, job, JsonNode.Parse(found.Arguments)!.AsObject(), found.State, found.Error, found.StartedAt, found.EndedAt);
        return new() { ["JobRun"] = JobRunJson.Of(run, home.Clock.GetUtcNow(), isSdk: true) };
    }

    JsonObject Crawler(ServiceRequest request)
    {
        var name = request.Text("Name");
        new Validation().Required("name", name).Check();
        var crawler = home.Resources.Find<CrawlerResource>(name!)
            ?? throw ServiceException.Named("EntityNotFoundException", $"Crawler {name} not found.");
        var last = home.Crawls.Last(name!);
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
}
