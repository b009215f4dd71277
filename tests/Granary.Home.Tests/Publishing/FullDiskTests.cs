using System.Diagnostics;
using Granary.Platform.Runs;
using Granary.Reference;

namespace Granary.Home.Tests.Publishing;

/// <summary>
/// A disk that becomes full at any moment of a run: the run says so, the old version stays, and with room the next run succeeds.
/// </summary>
public sealed class FullDiskTests(ITestOutputHelper output) : IDisposable
{
    const int Seed = 20261205;

    /// <summary>About what the journal, the largest file of the home, has grown to.</summary>
    const long LargestLimit = 256 << 10;

    readonly TemporaryFolder _folder = new();

    string Disk => Path.Combine(_folder.Path, "disk");

    string HomePath => Path.Combine(Disk, "home");

    /// <remarks>
    /// A file system with so much room left that it is full at some step: copying, landing, cleansing, the final tables, the journal. To
    /// mount one takes rights; without them no file may grow beyond a size that is drawn for each try, which ends writing at the same
    /// steps.
    /// </remarks>
    [Fact]
    public async Task A_run_on_a_full_disk_fails_and_readers_see_one_version()
    {
        Directory.CreateDirectory(Disk);
        var isMounted = await SucceedsAsync("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", Disk);
        try
        {
            Assert.StartsWith("SUCCEEDED", await PublishAsync(2));
            var random = new Random(Seed);
            var needed = isMounted ? await NeededAsync() : LargestLimit;
            var (tries, ends) = (Series.IsLong ? 60 : 5, new SortedDictionary<string, int>(StringComparer.Ordinal));
            for (var i = 0; i < tries; i++)
                await TryAsync(Want((long)(needed * (i + random.NextDouble()) / tries)), ends);
            await TryAsync(Want(0), ends);
            output.WriteLine(
                $"seed {Seed}: {tries + 1} {(isMounted ? "disks" : "limits on files")} with 0 to {needed} bytes: "
                + string.Join(", ", ends.Select(e => $"{e.Value} {e.Key}")));
            Assert.True(
                ends.Where(e => !e.Key.StartsWith("SUCCEEDED", StringComparison.Ordinal)).Sum(e => e.Value) >= tries / 2,
                "Most disks were not full.");
        }
        finally
        {
            if (isMounted)
                await UnmountAsync();
        }

        (int? Kilobytes, Action MakeRoom) Want(long bytes) => isMounted ? FillDisk(bytes) : ((int)(bytes >> 10), () => { });
    }

    /// <remarks>
    /// The system refuses to let any file grow beyond a size, which is a full disk for whoever writes that file; needs no rights.
    /// </remarks>
    [Fact]
    public async Task A_run_whose_files_may_not_grow_fails_and_readers_see_one_version()
    {
        Directory.CreateDirectory(Disk);
        Assert.StartsWith("SUCCEEDED", await PublishAsync(2));
        var ends = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var kilobytes in Series.IsLong ? Enumerable.Range(0, 40).Select(i => i * i / 4) : [1, 30, 70])
            await TryAsync((kilobytes, () => { }), ends);
        output.WriteLine(string.Join(", ", ends.Select(e => $"{e.Value} {e.Key}")));
        Assert.Contains(ends.Keys, e => e.Contains("GR3250", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>One run in want of room, then one with room.</summary>
    /// <param name="want">The most kilobytes that a file may have, or null; and what makes room again.</param>
    async Task TryAsync((int? Kilobytes, Action MakeRoom) want, SortedDictionary<string, int> ends)
    {
        var (before, done) = (PublishedVersion.Read(HomePath)!, Done());
        var end = await PublishInWantAsync(done + 1, want.Kilobytes);
        var kind = string.Join(' ', end.Split(' ').Take(2));
        ends[kind] = ends.GetValueOrDefault(kind) + 1;
        Assert.True(kind is "SUCCEEDED " or "FAILED GR3250" or "STOPPED GR3250", end);

        // Old or new: the disk may be full when the tables are published, and the end of the run is to be written down.
        var seen = PublishedVersion.Read(HomePath)!;
        Assert.True(seen.IsOne && (seen.Version == before.Version || seen.Version == done + 1), $"{seen} after {end}");

        want.MakeRoom();
        done = Done();
        Assert.StartsWith("SUCCEEDED", await PublishAsync(done + 2));
        Assert.True(PublishedVersion.Read(HomePath)!.IsOne);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(HomePath, "tmp")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(HomePath, "locks")));
    }

    (int? Kilobytes, Action MakeRoom) FillDisk(long left)
    {
        var ballast = Path.Combine(Disk, "ballast");
        using (var file = File.Create(ballast))
        {
            var page = new byte[4096];
            for (var rest = (new DriveInfo(Disk).AvailableFreeSpace - left) / page.Length; rest > 0; rest--)
                file.Write(page);
        }

        return (null, () => File.Delete(ballast));
    }

    /// <returns>The room that a run takes at the most, about.</returns>
    async Task<long> NeededAsync()
    {
        var before = new DriveInfo(Disk).AvailableFreeSpace;
        Assert.StartsWith("SUCCEEDED", await PublishAsync(Done() + 1));

        // The journal's log is gone by now, and delivered files that were in two places are in one.
        return 2 * Math.Max(200 << 10, before - new DriveInfo(Disk).AvailableFreeSpace);
    }

    int Done()
    {
        using var home = LocalHome.Open(HomePath, TimeProvider.System);
        return home.Runs.All().Count(r => r.Status == RunStatus.Succeeded);
    }

    /// <summary>Runs with room, in this process: starting another would take longer than the runs.</summary>
    /// <returns>What the program would say of the last run: status, error and cause.</returns>
    Task<string> PublishAsync(int runs) => Publisher.RunAsync(HomePath, runs, Path.Combine(_folder.Path, "input"));

    /// <summary>Runs in want of room, in a process that a failing write may end.</summary>
    /// <returns>What the program says of the last run: status, error and cause.</returns>
    async Task<string> PublishInWantAsync(int runs, int? kilobytes)
    {
        // The signal that comes with the limit would end the process; refused, the write fails instead.
        var limit = kilobytes is { } most ? $"trap '' XFSZ; ulimit -f {most * 2}; " : "";
        var start = new ProcessStartInfo(
            "/bin/sh",
            [
                "-c", $"{limit}exec dotnet \"$@\"", "sh", Path.Combine(AppContext.BaseDirectory, "Granary.Reference.dll"), "publish",
                HomePath, $"{runs}", Path.Combine(_folder.Path, "input"),
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };

        // The runtime would make a file of all the memory that it may ever need for code.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{process.ExitCode}\n{said}\n{await errors}");
        return said;
    }

    /// <summary>A process that another test starts holds for a moment what this one has open.</summary>
    async Task UnmountAsync()
    {
        for (var i = 0; i < 100; i++)
        {
            if (await SucceedsAsync("umount", Disk))
                return;
            await Task.Delay(50);
        }

        Assert.Fail($"{Disk} cannot be unmounted.");
    }

    static async Task<bool> SucceedsAsync(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            })!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
