using Granary.Model;
using Granary.Projects.Fpac.Environments;

namespace Granary.Projects.Tests.Fpac.Environments;

public sealed class JobOptionsTests
{
    readonly List<Problem> _problems = [];

    [Fact]
    public void Are_the_small_job_of_the_original_when_the_file_says_nothing()
    {
        var job = Parse("{}")!;

        Assert.Equivalent(new JobOptions(), job, strict: true);
        Assert.Equal(
            ("5.0", "G.1X", 2, 60, 0, 1, false),
            (job.GlueVersion, job.WorkerType, job.NumberOfWorkers, job.TimeoutMinutes, job.MaxRetries, job.MaxConcurrency, job.AutoScaling)
        );
        Assert.Equal(
            new Dictionary<string, string> { ["--enable-metrics"] = "true", ["--enable-continuous-cloudwatch-log"] = "true" },
            job.Arguments);
        Assert.Equivalent(job, PipelineEnvironment.Parse(EnvironmentText.Good, "x.json", _problems)!.Job, strict: true);
    }

    [Fact]
    public void Take_numbers_and_truths_written_as_text()
    {
        var job = Parse("""
            { "WorkerType": "G.4X", "NumberOfWorkers": "2", "TimeoutMinutes": " 480 ", "MaxRetries": "1", "MaxConcurrency": 20,
              "AutomaticScalingEnabled": "true", "GlueVersion": "4.0" }
            """)!;

        Assert.Equal(
            ("4.0", "G.4X", 2, 480, 1, 20, true),
            (job.GlueVersion, job.WorkerType, job.NumberOfWorkers, job.TimeoutMinutes, job.MaxRetries, job.MaxConcurrency, job.AutoScaling)
        );
        Assert.Equal("true", job.Arguments["--enable-auto-scaling"]);
    }

    [Fact]
    public void Become_arguments_of_the_job()
    {
        var job = Parse("""
            {
              "SparkUILogsPath": "s3://ops/ui/", "GenerateMetrics": "no", "EnableJobBookmarks": "false",
              "JobObservabilityMetrics": "ENABLED", "JobContinuousLogging": "DISABLED", "TemporaryPath": "s3://ops/temp/",
              "UseGlueDataCatalogAsTheHiveMetastore": true, "ReferencedFilesS3Path": "s3://ops/a.sql,s3://ops/b.sql",
              "PythonLibraryPath": "s3://ops/second.zip", "AdditionalPythonModulesS3Path": "s3://ops/first.zip"
            }
            """)!;

        Assert.Equal(
            [
                "--TempDir=s3://ops/temp/",
                "--enable-glue-datacatalog=true",
                "--enable-observability-metrics=true",
                "--enable-spark-ui=true",
                "--extra-files=s3://ops/a.sql,s3://ops/b.sql",
                "--extra-py-files=s3://ops/first.zip",
                "--job-bookmark-option=job-bookmark-disable",
                "--spark-event-logs-path=s3://ops/ui/",
            ],
            job.Arguments.Select(a => $"{a.Key}={a.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Let_the_parameters_win_and_write_them_as_python_does()
    {
        var job = Parse("""
            { "TemporaryPath": "s3://ops/temp/", "JobParameters": { "--TempDir": "s3://mine/", "--a": null, "--b": true, "--c": 1.50,
            "--d": "x" } }
            """)!;

        Assert.Equal(
            ("s3://mine/", "", "True", "1.50", "x"),
            (job.Arguments["--TempDir"], job.Arguments["--a"], job.Arguments["--b"], job.Arguments["--c"], job.Arguments["--d"]));
    }

    [Fact]
    public void Name_each_connection_once()
    {
        var job = Parse("""
            { "Connections": [{ "ConnectionName": " pg " }, { "ConnectionName": "" }, { "ConnectionName": "ora" },
            { "ConnectionName": "pg" }] }
            """)!;

        Assert.Equal(["pg", "ora"], job.Connections);
    }

    [Theory]
    [InlineData("""{ "NumberOfWorkers": 0 }""", "GR1107")]
    [InlineData("""{ "NumberOfWorkers": 300 }""", "GR1107")]
    [InlineData("""{ "NumberOfWorkers": "2.0" }""", "GR1103")]
    [InlineData("""{ "NumberOfWorkers": 99999999999999999999999999999999 }""", "GR1107")]
    [InlineData("""{ "NumberOfWorkers": true }""", "GR1103")]
    [InlineData("""{ "TimeoutMinutes": -1 }""", "GR1107")]
    [InlineData("""{ "TimeoutMinutes": 20000 }""", "GR1107")]
    [InlineData("""{ "MaxRetries": "eleven" }""", "GR1103")]
    [InlineData("""{ "MaxConcurrency": 0 }""", "GR1107")]
    [InlineData("""{ "WorkerType": "g.1x" }""", "GR1108")]
    [InlineData("""{ "WorkerType": 1 }""", "GR1103")]
    [InlineData("""{ "GlueVersion": "five" }""", "GR1108")]
    [InlineData("""{ "GenerateMetrics": "maybe" }""", "GR1103")]
    [InlineData("""{ "GenerateMetrics": 2 }""", "GR1103")]
    [InlineData("""{ "JobObservabilityMetrics": "yes" }""", "GR1108")]
    [InlineData("""{ "TemporaryPath": "/tmp" }""", "GR1116")]
    [InlineData("""{ "ReferencedFilesS3Path": "s3://a/b,c" }""", "GR1116")]
    [InlineData("""{ "JobParameters": { "env": "x" } }""", "GR1117")]
    [InlineData("""{ "JobParameters": { "--run_id": "x" } }""", "GR1117")]
    [InlineData("""{ "JobParameters": { "--input": "s3://others/dbo/" } }""", "GR1117")]
    [InlineData("""{ "JobParameters": { "--database": "others", "--final": "s3://others/" } }""", "GR1117", "GR1117")]
    [InlineData("""{ "JobParameters": { "--x": {} } }""", "GR1103")]
    [InlineData("""{ "JobParameters": "" }""", "GR1103")]
    [InlineData("""{ "Connections": "pg" }""", "GR1103")]
    [InlineData("""{ "Connections": ["pg"] }""", "GR1103")]
    [InlineData("""{ "Connections": [{ "ConnectionName": "pg", "type": "JDBC" }] }""", "GR1105")]
    [InlineData("""{ "JobLanguage": "python" }""", "GR1105")]
    [InlineData("""{ "ReferencePath": "s3://a/b" }""", "GR1106")]
    [InlineData("""{ "Workers": 2 }""", "GR1101")]
    public void Say_what_is_wrong(string json, params string[] codes)
    {
        Parse(json);

        Assert.Equal(codes, _problems.Select(p => p.Code));
    }

    JobOptions? Parse(string json) => PipelineEnvironment.Parse(EnvironmentText.With("GlueJobParameters", json), "x.json", _problems)?.Job;
}
