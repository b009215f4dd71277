using System.Text.Json.Nodes;
using Granary.Emulator;
using Granary.Emulator.Glue;
using Granary.Platform.Stacks;
using Granary.States.Tasks;

namespace Granary.Home.Tasks;

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
        var name = CrawlerJson.NameToDescribe(request);
        var crawler = home.Resources.Find<CrawlerResource>(name) ?? throw CrawlerJson.NotFound(name);
        return CrawlerJson.Of(crawler, home.Crawls.Last(name) is { } last ? new(last.State, last.Started, last.Error) : null);
    }
}
