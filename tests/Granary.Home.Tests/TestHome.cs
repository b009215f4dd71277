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

    public static Stack Stack(params Resource[] resources) => new("sales", "us-east-2", "Pipeline", "landing", "sales/dbo/", resources);

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
