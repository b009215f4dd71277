using Granary.Home.Storage;

namespace Granary.Home.Tests.Storage;

public sealed class OwnerLockTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    string File => Path.Combine(_folder.Path, "lock");

    [Fact]
    public void One_has_it_at_a_time()
    {
        using (var first = OwnerLock.TryTake(File))
        {
            Assert.NotNull(first);
            Assert.Null(OwnerLock.TryTake(File));
        }

        using var next = OwnerLock.TryTake(File);
        Assert.NotNull(next);
    }

    [Fact]
    public void A_file_that_nobody_holds_is_no_lock()
    {
        _folder.Write("lock", "left by somebody who is gone");

        using var taken = OwnerLock.TryTake(File);
        Assert.NotNull(taken);
    }

    [Fact]
    public void A_place_that_is_not_there_is_an_error_and_not_a_lock()
    {
        Assert.Throws<DirectoryNotFoundException>(() => OwnerLock.TryTake(Path.Combine(_folder.Path, "nowhere", "lock")));
    }

    public void Dispose() => _folder.Dispose();
}
