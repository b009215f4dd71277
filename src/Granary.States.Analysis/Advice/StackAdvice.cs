using Granary.Model;
using Granary.States.Definition;
using Granary.States.Tasks;
using Granary.States.Values;

namespace Granary.States.Analysis.Advice;

/// <summary>What a state expects of the stack that the stack does not have, or not so.</summary>
sealed class StackAdvice(StackReferences stack)
{
    const string TooManyRuns = "Glue.ConcurrentRunsExceededException";

    /// <summary>What the service runs at once when a Map does not say.</summary>
    const int MostInline = 40;

    const int MostDistributed = 10_000;

    public IEnumerable<Advised> For(WrittenState written) => written.State switch
    {
        TaskState task => [.. References(written, task), .. Timeouts(written, task)],
        MapState map => Concurrency(written, map),
        _ => [],
    };

    IEnumerable<Advised> References(WrittenState written, TaskState task)
    {
        if (Reference(task) is not { } r || r.Name.Contains("${", StringComparison.Ordinal) || r.Known.Contains(r.Name))
            yield break;
        yield return written.Advise("GR2086", $"State '{task.Name}' refers to the {r.Kind} {r.Name}, which the stack does not have.",
            Spelling.Hint(r.Name, r.Known) ?? "Name one of the stack, or see that it is there before the machine runs.", r.Field, r.Text);
    }

    (string Kind, string Name, IReadOnlyCollection<string> Known, string Field, string Text)? Reference(TaskState task)
    {
        var resource = task.Resource;
        if (resource.Kind == TaskResourceKind.Function)
            return ("function", NameIn(resource.Arn, "function"), stack.Functions, "Resource", resource.Arn);
        return (resource.Service, resource.Operation) switch
        {
            ("lambda" or "aws-sdk:lambda", "invoke") => Named("function", "FunctionName", stack.Functions, n => NameIn(n, "function")),
            ("glue", "startJobRun") or ("aws-sdk:glue", "startJobRun" or "getJobRun" or "getJob") => Named(
                "job", "JobName", [.. stack.Jobs.Select(j => j.Name)], n => n),
            ("aws-sdk:glue", "startCrawler" or "getCrawler" or "stopCrawler") => Named("crawler", "Name", stack.Crawlers, n => n),
            ("dynamodb", _) => Named("table", "TableName", stack.Tables, n => NameIn(n, "table")),
            ("aws-sdk:dynamodb", "getItem" or "putItem" or "updateItem" or "deleteItem" or "query" or "scan") => Named(
                "table", "TableName", stack.Tables, n => NameIn(n, "table")),
            ("states" or "aws-sdk:sfn", "startExecution") => Named(
                "state machine", "StateMachineArn", stack.StateMachines, n => NameIn(n, "stateMachine")),
            _ => null,
        };

        (string, string, IReadOnlyCollection<string>, string, string)? Named(
            string kind, string parameter, IReadOnlyCollection<string> known, Func<string, string> nameOf
        ) => Text(task, parameter) is { } text ? (kind, nameOf(text), known, $"Parameters/{parameter}", text) : null;
    }

    IEnumerable<Advised> Timeouts(WrittenState written, TaskState task)
    {
        if (
            task is { Timeout: Duration.Fixed limit, Resource.Pattern: TaskPattern.Sync }
            && JobOf(task) is { } job
            && limit.Time < TimeoutOf(task, job))
        {
            yield return written.Advise(
                "GR2082", $"State '{task.Name}' gives up after {limit.Time.TotalSeconds:0} seconds, and the job {job.Name} may run for "
                    + $"{TimeoutOf(task, job).TotalSeconds:0}.",
                "The run is stopped half-way, or goes on unwatched. Give the state at least the job's time.", "TimeoutSeconds");
        }
    }

    IEnumerable<Advised> Concurrency(WrittenState written, MapState map)
    {
        var atOnce = Most(map);
        for (var owner = written.Owner; owner is not null; owner = owner.Owner)
            atOnce *= owner.State is MapState outer ? Most(outer) : 1;
        foreach (
            var job in Tasks(map.Processor)
                .Where(t => !t.Retry.Any(r => ErrorNames.Match(r.ErrorEquals, TooManyRuns)))
                .Select(JobOf)
                .OfType<StackJob>()
                .DistinctBy(j => j.Name)
                .Where(j => j.MostRuns < atOnce))
        {
            yield return written.Advise(
                "GR2081",
                $"Map '{map.Name}' starts up to {atOnce:0} runs of the job {job.Name} at once, and the job allows {job.MostRuns}.",
                $"What is above fails with {TooManyRuns}. Set MaxConcurrency to {job.MostRuns}, raise MaxConcurrentRuns of the job, or "
                    + "retry that error.",
                map.MaxConcurrency is null ? "" : "MaxConcurrency");
        }
    }

    /// <summary>Iterations at once as they are written; a path says it when the machine runs, and then nothing is said here.</summary>
    static double Most(MapState map) => map.MaxConcurrency switch
    {
        Amount.Fixed { Count: > 0 } f => f.Count,
        Amount.At => 1,
        _ => map.Processor.IsDistributed ? MostDistributed : MostInline,
    };

    /// <summary>The tasks of an iteration, those of maps inside it left to those maps.</summary>
    static IEnumerable<TaskState> Tasks(StateGraph graph) => graph.States.SelectMany(s => s switch
    {
        TaskState t => [t],
        ParallelState p => p.Branches.SelectMany(Tasks),
        _ => Enumerable.Empty<TaskState>(),
    });

    StackJob? JobOf(TaskState task) =>
        task.Resource is { Service: "glue" or "aws-sdk:glue", Operation: "startJobRun" } && Text(task, "JobName") is { } name
            ? stack.Jobs.FirstOrDefault(j => j.Name == name)
            : null;

    /// <summary>A run may be given a time of its own, in minutes.</summary>
    static TimeSpan TimeoutOf(TaskState task, StackJob job) =>
        (task.Parameters?.Source as DataObject)?.Find("Timeout") is DataNumber { Value: > 0 and < 100_000 } own
            ? TimeSpan.FromMinutes(own.Value)
            : job.Timeout;

    static string? Text(TaskState task, string parameter) => ((task.Parameters?.Source as DataObject)?.Find(parameter) as DataText)?.Value;

    /// <summary>A name stands as it is, or in an ARN behind its kind, with a version behind it.</summary>
    static string NameIn(string nameOrArn, string kind)
    {
        var parts = nameOrArn.Split(':', '/');
        var at = Array.IndexOf(parts, kind);
        return at >= 0 && at + 1 < parts.Length ? parts[at + 1] : parts[0];
    }
}
