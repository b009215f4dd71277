using System.ComponentModel;
using System.Diagnostics;
using Granary.Model;

namespace Granary.Tables.Spark;

/// <summary>A Spark on this computer, and what of Granary it runs.</summary>
/// <param name="Home">Spark's own folder; has <c>bin/spark-submit</c>.</param>
/// <param name="Scripts">The folder of the job scripts.</param>
/// <param name="WorkerProgram">The path of granary-worker.</param>
public sealed record SparkInstallation(string Home, string Scripts, string WorkerProgram)
{
    const string Python = "python3";

    public string Submit => Path.Combine(Home, "bin", "spark-submit");

    /// <summary>Looks for Spark where SPARK_HOME says, else for spark-submit on the path, else for an installed pyspark.</summary>
    /// <exception cref="ProblemException">Spark, Java or something of Granary is missing.</exception>
    public static SparkInstallation Find()
    {
        var found = new SparkInstallation(FindHome(), FindScripts(), FindLandingProgram());
        return HasJava()
            ? found
            : throw Missing("Spark needs Java, and there is neither JAVA_HOME nor java on the path.", "Install Java 17.");
    }

    static string FindHome()
    {
        if (Variable("SPARK_HOME") is { } named)
        {
            return HasSubmit(named)
                ? named
                : throw Missing(
                    $"SPARK_HOME names {named}, which has no bin/spark-submit.",
                    "Name the folder of Spark 3.5, or unset it to use an installed pyspark.");
        }

        if (
            OnPath("spark-submit") is { } submit
            && Path.GetDirectoryName(Path.GetDirectoryName(RealPath(submit))) is { } above
            && HasSubmit(above))
            return above;
        return InstalledPyspark() is { } installed && HasSubmit(installed) ? installed
            : throw Missing(
                "There is no Spark here: SPARK_HOME is not set, spark-submit is not on the path, and python3 has no pyspark.",
                "pip install pyspark==3.5.4, or set SPARK_HOME to the folder of a Spark 3.5. Without --engine spark no Spark is needed.");
    }

    static string? InstalledPyspark()
    {
        try
        {
            using var asked = Process.Start(
                new ProcessStartInfo(Python, ["-c", "import os, pyspark; print(os.path.dirname(pyspark.__file__))"])
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                    RedirectStandardInput = true,
                    UseShellExecute = false,
                })!;
            asked.StandardInput.Close();
            var words = asked.StandardOutput.ReadToEnd().Trim();
            asked.WaitForExit();
            return asked.ExitCode == 0 && words.Length > 0 ? words : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    static string FindScripts() =>
        Above(AppContext.BaseDirectory)
            .Prepend(Variable("GRANARY_ROOT"))
            .OfType<string>()
            .Select(folder => Path.Combine(folder, "glue"))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "landing_job.py")))
        ?? throw new ProblemException(
            new Problem(
                "GR3221", ProblemKind.NotFound, "The job scripts (glue/landing_job.py) are not beside the program.",
                "Start granary by the launcher in its repository."));

    static string FindLandingProgram()
    {
        var program =
            Variable("GRANARY_WORKER") ?? Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "worker", "granary-worker"));
        return File.Exists(program)
            ? program
            : throw new ProblemException(
                new Problem(
                    "GR3221", ProblemKind.NotFound, $"The program that Spark calls for each file is not at {program}.",
                    "./granary run PROJECT --engine spark builds it; GRANARY_WORKER may name another place."));
    }

    static ProblemException Missing(string what, string hint) => new(new Problem("GR3220", ProblemKind.NotFound, what, hint));

    static bool HasSubmit(string home) => File.Exists(Path.Combine(home, "bin", "spark-submit"));

    static bool HasJava() => Variable("JAVA_HOME") is not null || OnPath("java") is not null;

    static string? OnPath(string program) =>
        (Variable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Where(f => f.Length > 0)
            .Select(f => Path.Combine(f, program))
            .FirstOrDefault(File.Exists);

    static string RealPath(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;

    static IEnumerable<string> Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            yield return folder.FullName;
    }

    static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
