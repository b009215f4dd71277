using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Granary.Testing.CommandLine;

namespace Granary.Testing.Spark;

/// <summary>One Spark session in which all that a test project asks of Spark runs. Starting one takes longer than most of that.</summary>
/// <remarks>
/// <see cref="HomeAsync"/> gives what looks like Spark's own folder; its <c>bin/spark-submit</c> hands the script and its arguments to the
/// session, which runs them one after the other. The session has options of its own instead of those of spark-submit.
/// </remarks>
public sealed class SharedSpark : IAsyncDisposable
{
    // Many tiny tables: one partition each, and no time spent on compiling or describing what runs for a handful of rows.
    static readonly string[] ForTinyTables =
    [
        "--conf", "spark.ui.enabled=false",
        "--conf", "spark.sql.session.timeZone=UTC",
        "--conf", "spark.sql.shuffle.partitions=1",
        "--conf", "spark.default.parallelism=1",
        "--conf", "spark.sql.adaptive.enabled=false",
        "--conf", "spark.sql.codegen.wholeStage=false",
        "--conf", "spark.sql.codegen.factoryMode=NO_CODEGEN",
        "--conf", "spark.sql.ui.explainMode=simple",
        "--driver-java-options", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmn300m",
    ];

    readonly TemporaryFolder _folder = new();
    readonly Lazy<Task<Session>> _session;

    public SharedSpark() => _session = new(StartAsync);

    /// <summary>The folder of a Spark; the test is skipped where there is none.</summary>
    public static string Installation => Needed.Shared("spark");

    /// <summary>What SPARK_HOME names for a program that is to use the session.</summary>
    public async Task<string> HomeAsync()
    {
        await _session.Value;
        return _folder.Path;
    }

    /// <summary>Runs a script of <c>spark-submit</c> in the session.</summary>
    public async Task<CommandResult> RunAsync(params IEnumerable<string> arguments)
    {
        using var process = Process.Start(Redirected(Path.Combine(await HomeAsync(), "bin", "spark-submit"), arguments))!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, output, await errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (_session.IsValueCreated && _session.Value.IsCompletedSuccessfully)
            await (await _session.Value).DisposeAsync();
        _folder.Dispose();
    }

    async Task<Session> StartAsync()
    {
        var socket = Path.Combine(_folder.Path, "session");
        var scripts = Path.Combine(Needed.Repository, "tests", "Granary.Testing", "Spark");
        var start = Redirected(
            Path.Combine(Installation, "bin", "spark-submit"), [.. ForTinyTables, Path.Combine(scripts, "session.py"), socket]);
        start.Environment["SPARK_HOME"] = Installation;
        start.Environment["SPARK_LOCAL_DIRS"] = _folder.Path;
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        start.WorkingDirectory = _folder.Path;
        var session = await Session.StartAsync(start, new(socket));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "bin"));
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "bin", "spark-submit"), Path.Combine(scripts, "submit.py"));
        return session;
    }

    static ProcessStartInfo Redirected(string program, IEnumerable<string> arguments) => new(program, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
    };

    /// <summary>The process, which ends when the connection to it does, however this process ends.</summary>
    sealed class Session(Process process, Task drained, Socket owner) : IAsyncDisposable
    {
        public static async Task<Session> StartAsync(ProcessStartInfo start, UnixDomainSocketEndPoint place)
        {
            var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = new StringBuilder();
            while (await process.StandardOutput.ReadLineAsync() is var line && line != "ready")
            {
                Assert.True(line is not null, $"Spark was not started.\n{output}\n{(line is null ? await errors : "")}");
                output.AppendLine(line);
            }

            var owner = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await owner.ConnectAsync(place);
            return new(process, Task.WhenAll(errors, process.StandardOutput.ReadToEndAsync()), owner);
        }

        public async ValueTask DisposeAsync()
        {
            owner.Dispose();
            await drained;
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }
}
