using System.Diagnostics;
using System.Globalization;
using Granary.Model;

namespace Granary.Tables.Spark;

/// <summary>
/// Runs a job's script on Spark, once, and leaves no process of it behind: not when it is cancelled, and not when this process is killed.
/// </summary>
/// <param name="logFile">Receives all that Spark and the script say.</param>
/// <param name="temporaryFolder">Exists; for Spark's own files.</param>
/// <param name="rows">About how many rows the job is to read.</param>
sealed class SparkSubmit(SparkInstallation spark, string logFile, string temporaryFolder, long rows)
{
    /// <summary>
    /// Below it, compiling what Spark generates for a table takes longer than all else. Measured beside other work: 13 columns of 13 rows,
    /// 232 s with it, 11 s without.
    /// </summary>
    const long FewRows = 100_000;

    const int LinesShown = 12;

    /// <summary>
    /// The job gets a process group of its own. Its standard input is no concern of it: the pipe there ends with this process, however this
    /// ends, and then the group does.
    /// </summary>
    const string Guard = """
        log=$1
        shift
        set -m
        "$@" >"$log" 2>&1 </dev/null &
        job=$!
        (
            cat >/dev/null
            kill -TERM -- "-$job"
            for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30; do
                kill -0 -- "-$job" || exit 0
                sleep 0.1
            done
            kill -KILL -- "-$job"
        ) <&0 2>/dev/null &
        watch=$!
        trap : INT TERM HUP
        wait "$job"
        code=$?
        kill -KILL -- "-$job" "-$watch"
        exit "$code"
        """;

    /// <param name="script">A file of the scripts' folder.</param>
    /// <param name="orderFile">What the script is to do; its result stands beside it.</param>
    /// <returns>The path of the result.</returns>
    /// <exception cref="ProblemException">Spark or the script failed.</exception>
    public async Task<string> RunAsync(string script, string orderFile, CancellationToken cancellationToken)
    {
        using var process = Process.Start(Start(script, orderFile)) ?? throw new InvalidOperationException("bash was not started.");
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        finally
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync(CancellationToken.None);
        }

        var result = $"{orderFile[..^".json".Length]}.result.json";
        return process.ExitCode == 0 && File.Exists(result) ? result : throw Failed(script, process.ExitCode);
    }

    ProcessStartInfo Start(string script, string orderFile)
    {
        var start = new ProcessStartInfo(
            "bash", ["-c", Guard, "granary-spark", logFile, spark.Submit, .. Settings(), Path.Combine(spark.Scripts, script), orderFile])
        {
            RedirectStandardInput = true,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = temporaryFolder,
        };
        start.Environment["SPARK_HOME"] = spark.Home;
        start.Environment["SPARK_LOCAL_DIRS"] = temporaryFolder;
        start.Environment["TMPDIR"] = temporaryFolder;
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        return start;
    }

    /// <summary>What must hold here, whatever the installation's own settings are.</summary>
    IEnumerable<string> Settings() =>
    [
        "--master", string.Create(CultureInfo.InvariantCulture, $"local[{Environment.ProcessorCount}]"),
        "--conf", "spark.ui.enabled=false",
        "--conf", "spark.driver.bindAddress=127.0.0.1",
        "--conf", "spark.driver.host=127.0.0.1",
        "--conf", "spark.sql.session.timeZone=UTC",
        "--conf", $"spark.sql.warehouse.dir=file://{temporaryFolder}/warehouse",
        .. rows < FewRows
            ? (string[])[
                "--conf", "spark.sql.codegen.wholeStage=false",
                "--conf", "spark.sql.codegen.factoryMode=NO_CODEGEN",
                "--conf", "spark.sql.adaptive.enabled=false",
                "--conf", "spark.sql.shuffle.partitions=1",
                "--driver-java-options", $"{JavaTemporary} -XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
            ]
            : ["--driver-java-options", JavaTemporary],
    ];

    /// <summary>In quotes, because Spark parts the options at blanks.</summary>
    string JavaTemporary => $"\"-Djava.io.tmpdir={temporaryFolder}\"";

    ProblemException Failed(string script, int exitCode)
    {
        var lines = File.Exists(logFile)
            ? File.ReadLines(logFile)
                .Where(l => l.Trim().Length > 0 && !l.Contains(" INFO ", StringComparison.Ordinal))
                .TakeLast(LinesShown)
                .ToList()
            : [];
        return new(
            new Problem(
                "GR3222", ProblemKind.Data,
                $"{script} failed on Spark (exit code {exitCode}): {string.Join('\n', lines)}",
                $"Nothing was published. All that Spark said is in {logFile}."));
    }
}
