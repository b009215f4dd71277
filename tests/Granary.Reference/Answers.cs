using Granary.Home;
using Granary.Home.Tasks;

namespace Granary.Reference;

/// <summary>Whoever it is that sends tokens back.</summary>
sealed class Answers(LocalHome home)
{
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        var tokens = new TaskTokens(home);
        while (!cancellationToken.IsCancellationRequested)
        {
            foreach (var waiting in tokens.Waiting())
                tokens.TrySucceed(waiting.Token, "{}");
            await Task.Delay(20, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
