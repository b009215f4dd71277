using Granary.Home.Resources;
using Granary.Platform.Plans;
using Granary.Platform.Stacks;

namespace Granary.Home.Tests;

/// <summary>A home in a folder of its own, which can be opened again.</summary>
sealed class TestHome : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public TestHome() => Home = LocalHome.Open(Path, Clock);

    public string Path => System.IO.Path.Combine(_folder.Path, "home");

    public MovingClock Clock { get; } = new();

    public LocalHome Home { get; private set; }

    /// <summary>What the next command does.</summary>
    public LocalHome Reopen()
    {
        Home.Dispose();
        return Home = LocalHome.Open(Path, Clock);
    }

    public static Stack Stack(params Resource[] resources) => new("sales", "test", "us-east-2", resources);

    /// <summary>Applies a stack of the project sales.</summary>
    /// <returns>What was changed.</returns>
    public IReadOnlyList<Change> Apply(params IEnumerable<Resource> resources) => Apply(Stack([.. resources]));

    public IReadOnlyList<Change> Apply(Stack stack) =>
        [.. new LocalStack(Home).ApplyAsync(stack, CancellationToken.None).GetAwaiter().GetResult().Changes.Where(c => c.IsMutation)];

    public void Dispose()
    {
        Home.Dispose();
        _folder.Dispose();
    }
}

/// <summary>A second later each time it is asked.</summary>
sealed class MovingClock : TimeProvider
{
    DateTimeOffset _now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now += TimeSpan.FromSeconds(1);
}
