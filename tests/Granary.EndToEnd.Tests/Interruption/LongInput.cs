using System.Text;

namespace Granary.EndToEnd.Tests.Interruption;

/// <summary>A file that takes long enough to read that something can happen meanwhile.</summary>
static class LongInput
{
    public const int Rows = 3_000_000;

    /// <summary>Enough for what happens as soon as the run has begun to read.</summary>
    public const int ShortRows = 400_000;

    public static byte[] Text { get; } = Make(Rows);

    public static byte[] ShortText { get; } = Make(ShortRows);

    /// <summary>Waits until the run that goes on in the scene's home has entered a state.</summary>
    /// <param name="end">The end of the run, which is not to come before.</param>
    public static async Task EntersAsync(this Scene scene, string state, Task<CommandResult> end)
    {
        while (!end.IsCompleted)
        {
            if (HomeEvents.RunHasEntered(scene.Home, state))
                return;
            await Task.WhenAny(end, Task.Delay(5));
        }

        Assert.Fail($"The run ended before {state}.\n{await end}");
    }

    static byte[] Make(int rows)
    {
        var text = new StringBuilder("id,name,amount\n", rows * 24);
        for (var i = 0; i < rows; i++)
            text.Append(i).Append(",somebody ").Append(i % 1000).Append(',').Append(i % 7).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
