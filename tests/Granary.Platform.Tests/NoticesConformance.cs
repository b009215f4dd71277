using Granary.Home;
using Granary.Home.Notices;
using Granary.Platform.Notices;

namespace Granary.Platform.Tests;

/// <summary>What every implementation of <see cref="INotices"/> does.</summary>
public abstract class NoticesConformance : IDisposable
{
    protected abstract INotices Notices { get; }

    [Fact]
    public async Task Notices_are_read_by_kind_and_target_from_a_position()
    {
        foreach (var body in new[] { "a", "b", "c" })
            await Notices.SendAsync(new(NoticeKind.Queue, "q", $"id-{body}", body, """{"k":1}"""), default);
        await Notices.SendAsync(new(NoticeKind.Topic, "q", "id", "topic", null), default);
        await Notices.SendAsync(new(NoticeKind.Queue, "other", "id", "other", null), default);

        var first = await Notices.ReadAsync(NoticeKind.Queue, "q", 0, 2, default);
        var rest = await Notices.ReadAsync(NoticeKind.Queue, "q", first[^1].Sequence, 2, default);

        Assert.Equal(["a", "b", "c"], first.Concat(rest).Select(n => n.Notice.Body));
        Assert.Equal(new(NoticeKind.Queue, "q", "id-c", "c", """{"k":1}"""), rest[0].Notice);
        Assert.Equal([null], (await Notices.ReadAsync(NoticeKind.Topic, "q", 0, 9, default)).Select(n => n.Notice.Attributes));
        Assert.Empty(await Notices.ReadAsync(NoticeKind.EventBus, "q", 0, 9, default));
    }

    [Fact]
    public async Task A_queue_and_a_topic_exist_unless_it_is_said_which_do()
    {
        Assert.True(await Notices.HasQueueAsync("q", default));
        Assert.True(await Notices.HasTopicAsync("t", default));
    }

    public virtual void Dispose() => GC.SuppressFinalize(this);
}

public sealed class MemoryNoticesTests : NoticesConformance
{
    protected override INotices Notices { get; } = new MemoryNotices();
}

public sealed class HomeNoticesTests : NoticesConformance
{
    readonly TemporaryFolder _folder = new();
    readonly LocalHome _home;

    public HomeNoticesTests()
    {
        _home = LocalHome.Open(_folder.Path, TimeProvider.System);
        Notices = new HomeNotices(_home.Database, TimeProvider.System);
    }

    protected override INotices Notices { get; }

    public override void Dispose()
    {
        _home.Dispose();
        _folder.Dispose();
        base.Dispose();
    }
}
