using Granary.Home.Runs;
using Granary.Platform.Runs;

namespace Granary.Home.Tests.Runs;

public sealed class RunRepositoryTests : IDisposable
{
    readonly TestHome _scene = new();

    RunRepository Runs => _scene.Home.Runs;

    [Fact]
    public void A_run_is_open_until_its_end()
    {
        Start("20261121-1-aaa");
        var open = Assert.Single(Runs.Open());
        Assert.Equal((RunStatus.Running, null, null), (open.Status, open.Outcome, open.EndedAt));

        Runs.SetJobId("20261121-1-aaa", "job-1");
        Runs.End("20261121-1-aaa", RunStatus.Failed, RunOutcome.Failed, "X", "because", "StepA");

        Assert.Empty(Runs.Open());
        var run = Runs.Get("20261121-1-aaa");
        Assert.Equal((RunStatus.Failed, RunOutcome.Failed, "job-1"), (run.Status, run.Outcome!.Value, run.JobId));
        Assert.Equal(("X", "because", "StepA"), (run.Error, run.Cause, run.LastState));
        Assert.True(run.EndedAt > run.StartedAt);
    }

    [Fact]
    public void The_first_end_stands()
    {
        Start("r1");
        Runs.End("r1", RunStatus.Succeeded, RunOutcome.Succeeded, null, null, null);
        Runs.End("r1", RunStatus.Failed, RunOutcome.Failed, "X", null, null);

        Assert.Equal((RunStatus.Succeeded, null), (Runs.Get("r1").Status, Runs.Get("r1").Error));
    }

    [Fact]
    public void The_first_job_id_stands()
    {
        Start("r1");
        Runs.SetJobId("r1", "first");
        Runs.SetJobId("r1", "second");

        Assert.Equal("first", Runs.Get("r1").JobId);
    }

    [Theory]
    [InlineData(RunStatus.TimedOut, "TIMED_OUT")]
    [InlineData(RunStatus.Aborted, "ABORTED")]
    [InlineData(RunStatus.Running, "RUNNING")]
    public void Statuses_are_spelt_as_the_service_does(RunStatus status, string text)
    {
        Assert.Equal(text, status.Text());
        Assert.Equal(status, RunStatusText.Status(text));
    }

    [Fact]
    public void Names_mean_a_run_by_id_beginning_job_id_and_execution()
    {
        Start("20261121-120000-aaaaaa");
        Start("20261121-120000-bbbbbb");
        Start("20261122-120000-cccccc");
        Runs.SetJobId("20261122-120000-cccccc", "7f0c");

        Assert.Equal("20261121-120000-aaaaaa", Assert.Single(Runs.Named("20261121-120000-aaaaaa")).RunId);
        Assert.Equal("20261121-120000-bbbbbb", Assert.Single(Runs.Named("20261121-120000-b")).RunId);
        Assert.Equal("20261122-120000-cccccc", Assert.Single(Runs.Named("20261122")).RunId);
        Assert.Equal("20261122-120000-cccccc", Assert.Single(Runs.Named("7f0")).RunId);
        Assert.Equal("20261122-120000-cccccc", Assert.Single(Runs.Named("arn:20261122-120000-cccccc")).RunId);
        Assert.Equal(2, Runs.Named("20261121").Count);
        Assert.Empty(Runs.Named("2027"));
        Assert.Empty(Runs.Named("%"));
        Assert.Empty(Runs.Named("________"));
    }

    [Fact]
    public void A_whole_name_wins_over_the_beginning_of_another()
    {
        Start("a");
        Start("ab");

        Assert.Equal("a", Assert.Single(Runs.Named("a")).RunId);
    }

    [Fact]
    public void The_last_run_and_the_last_that_failed_have_names()
    {
        Assert.Empty(Runs.Named("@last"));
        Assert.Empty(Runs.Named("@last-failed"));

        Start("r1");
        Runs.End("r1", RunStatus.Failed, RunOutcome.Failed, "X", null, null);
        Start("r2");
        Runs.End("r2", RunStatus.Aborted, RunOutcome.Cancelled, "X", null, null);
        Start("r3");
        Runs.End("r3", RunStatus.Succeeded, RunOutcome.SucceededWithRejects, null, null, null);
        Start("r4");

        Assert.Equal("r4", Assert.Single(Runs.Named("@last")).RunId);
        Assert.Equal("r2", Assert.Single(Runs.Named("@last-failed")).RunId);
        Assert.Equal(["r4", "r3", "r2", "r1"], Runs.All().Select(r => r.RunId));
        Assert.Equal([4L, 3, 2, 1], Runs.All().Select(r => r.Sequence));
    }

    public void Dispose() => _scene.Dispose();

    void Start(string runId) => Runs.Start(new(runId, "shop", "dev", $"arn:{runId}", "{}", null), 1, 0);
}
