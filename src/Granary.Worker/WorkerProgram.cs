using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Granary.Model;
using Granary.Tables.Landing;
using Granary.Tables.Stages;

namespace Granary.Worker;

/// <summary>Runs one verb: a request in, an answer out. The problems of an answer are part of it.</summary>
sealed class WorkerProgram(Stream input, Stream output, TextWriter errors)
{
    const int Done = 0;
    const int Failed = 1;
    const int Invalid = 2;
    const int Terminated = 143;

    /// <returns>0; 1 when the answer holds problems, or there is none; 2 when the request cannot be understood; 143 when it was
    /// stopped.</returns>
    public async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        try
        {
            return args switch
            {
                ["survey"] => Answer(
                    Survey(Request(ExchangeJson.Default.SurveyRequest), cancellationToken), ExchangeJson.Default.FileSurvey, a => a.Problems
                ),
                ["plan"] => Answer(Plan(Request(ExchangeJson.Default.PlanRequest)), ExchangeJson.Default.PlanAnswer, a => a.Problems),
                ["land"] => Answer(
                    await LandAsync(Request(ExchangeJson.Default.LandRequest), cancellationToken), ExchangeJson.Default.LandedFile,
                    a => a.Problems),
                ["account"] => Answer(
                    Account(Request(ExchangeJson.Default.AccountRequest)), ExchangeJson.Default.AccountAnswer, a => a.Problems),
                ["raw"] => Answer(
                    Raw(Request(ExchangeJson.Default.RawRequest), cancellationToken), ExchangeJson.Default.RawAnswer, a => a.Problems),
                _ => Misused(
                    "usage: granary-worker survey|plan|land|account|raw; the request is JSON on standard input, the answer JSON on "
                        + "standard output."
                ),
            };
        }
        catch (JsonException e)
        {
            return Misused($"The request of {args[0]} cannot be read: {e.Message}");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Terminated;
        }
        catch (Exception e)
        {
            // The outermost edge: the job that asked fails with what stands here.
            errors.WriteLine(e);
            return Failed;
        }
    }

    static FileSurvey Survey(SurveyRequest request, CancellationToken cancellationToken)
    {
        using var temporary = new WorkFolder();
        var problems = new List<Problem>();
        return request.Table.Dataset(problems) is { } dataset
            ? new FileLanding(dataset, temporary.Path).Survey(request.Name, request.Path, cancellationToken)
            : new(request.Name, [], [], problems);
    }

    static PlanAnswer Plan(PlanRequest request)
    {
        try
        {
            return new(LandingPlan.Of(request.Table.GetDataset(), request.Surveys, request.Written), []);
        }
        catch (ProblemException e)
        {
            return new(null, e.Problems);
        }
    }

    static async Task<LandedFile> LandAsync(LandRequest request, CancellationToken cancellationToken)
    {
        using var temporary = new WorkFolder();
        Directory.CreateDirectory(request.Output);
        var run = new StageRun(request.RunId, request.ProcessedAt, temporary.Path, TimeProvider.System, _ => { });
        return await new FileLanding(request.Table.GetDataset(), temporary.Path)
            .LandAsync(request.Plan, request.Name, request.Path, run, request.Output, cancellationToken);
    }

    static AccountAnswer Account(AccountRequest request)
    {
        Directory.CreateDirectory(request.Output);
        try
        {
            var target = new TableVersion(request.Output, request.Address);
            var account = LandingAccount.Complete(
                request.Table.GetDataset(), request.Plan, request.Files, target, TimeSpan.FromSeconds(request.Seconds));
            return new(account, []);
        }
        catch (ProblemException e)
        {
            return new(null, e.Problems);
        }
    }

    static RawAnswer Raw(RawRequest request, CancellationToken cancellationToken)
    {
        using var temporary = new WorkFolder();
        try
        {
            var places = request.Places.Select(p => (p.Source, p.Line)).ToList();
            var raw = new FileLanding(request.Table.GetDataset(), temporary.Path).Raw(
                places, name => Path.Combine(request.Input, name), cancellationToken);
            return new([.. raw.Select(r => new RawRecord(r.Key.File, r.Key.Line, r.Value))], []);
        }
        catch (ProblemException e)
        {
            return new([], e.Problems);
        }
    }

    T Request<T>(JsonTypeInfo<T> type) => JsonSerializer.Deserialize(input, type) ?? throw new JsonException("it is null");

    int Answer<T>(T answer, JsonTypeInfo<T> type, Func<T, IReadOnlyList<Problem>> problems)
    {
        JsonSerializer.Serialize(output, answer, type);
        output.WriteByte((byte)'\n');
        return problems(answer).Count == 0 ? Done : Failed;
    }

    int Misused(string how)
    {
        errors.WriteLine(how);
        return Invalid;
    }

    /// <summary>For what does not outlive the call: where TMPDIR says.</summary>
    sealed class WorkFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("granary-worker-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
