using Granary.Home;
using Granary.Home.Runs;
using Granary.Projects;

namespace Granary.Reference;

/// <summary>Runs of the reference machine, whose tasks somebody answers.</summary>
public static class ReferenceRuns
{
    /// <param name="verb">One of <c>start</c>, <c>resume</c> and <c>serve</c>.</param>
    public static async Task DoAsync(LocalHome home, string verb)
    {
        using var end = new CancellationTokenSource();
        var answering = new Answers(home).SendAsync(end.Token);
        var launcher = new RunLauncher(home, ReferenceStack.Steps, ProjectTypes.BuiltIn.Jobs, new Nobody());
        switch (verb)
        {
            case "start":
                await launcher.RunAsync(ReferenceStack.Request(), CancellationToken.None);
                break;
            case "resume":
                await launcher.ResumeAllAsync(CancellationToken.None);
                break;
            case "serve":
                while (home.Runs.Open().Count > 0)
                {
                    await launcher.ResumeAllAsync(CancellationToken.None);
                    await Task.Delay(50);
                }

                break;
        }

        await end.CancelAsync();
        await answering;
    }
}
