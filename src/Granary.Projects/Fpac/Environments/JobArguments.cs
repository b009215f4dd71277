using Granary.Model.Environments;
using Granary.Model.Shapes;

namespace Granary.Projects.Fpac.Environments;

/// <summary>The keys of <c>GlueJobParameters</c> that become arguments of a job.</summary>
static class JobArguments
{
    static readonly Key<string> SparkUILogsPath = new("SparkUILogsPath", AwsText.S3Location,
        "Where Spark's event logs go: --spark-event-logs-path, with --enable-spark-ui.");

    static readonly Key<bool> GenerateMetrics = new("GenerateMetrics", BooleanShape.Instance,
        "Whether the jobs send metrics: --enable-metrics.", Fallback: true);

    static readonly Key<bool> EnableJobBookmarks = new("EnableJobBookmarks", BooleanShape.Instance,
        "Whether Glue keeps bookmarks: --job-bookmark-option. Left out, Glue is not told.");

    static readonly Key<bool> JobObservabilityMetrics = new("JobObservabilityMetrics", Enabled,
        "ENABLED or DISABLED: --enable-observability-metrics.");

    static readonly Key<bool> JobContinuousLogging = new("JobContinuousLogging", Enabled,
        "ENABLED or DISABLED: --enable-continuous-cloudwatch-log.", Fallback: true);

    static readonly Key<string> TemporaryPath = new("TemporaryPath", AwsText.S3Location,
        "Where Glue keeps passing files: --TempDir.");

    static readonly Key<bool> DataCatalogAsMetastore = new("UseGlueDataCatalogAsTheHiveMetastore", BooleanShape.Instance,
        "Whether Spark SQL sees the Glue catalog: --enable-glue-datacatalog.");

    static readonly Key<string> ReferencedFiles = new("ReferencedFilesS3Path", AwsText.S3Locations,
        "Files that Glue puts beside the script: --extra-files.");

    static readonly Key<string> PythonModules = new("AdditionalPythonModulesS3Path", AwsText.S3Locations,
        "Python modules that Glue puts beside the script: --extra-py-files.");

    static readonly Key<string> PythonLibrary = new("PythonLibraryPath", AwsText.S3Locations,
        "The same as AdditionalPythonModulesS3Path, which comes first.");

    static readonly Key<IReadOnlyDictionary<string, string>> JobParameters = new("JobParameters", JobParametersShape.Instance,
        "Further arguments; they win over those that follow from other keys.");

    public static IReadOnlyList<Key> Keys =>
    [
        SparkUILogsPath, GenerateMetrics, EnableJobBookmarks, JobObservabilityMetrics, JobContinuousLogging, TemporaryPath,
        DataCatalogAsMetastore, ReferencedFiles, PythonModules, PythonLibrary, JobParameters,
    ];

    static ChoiceShape<bool> Enabled => new(EnvironmentCodes.NoChoice, ("ENABLED", true), ("DISABLED", false));

    public static IReadOnlyDictionary<string, string> From(ObjectReader reader, bool autoScaling)
    {
        var arguments = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var logs = reader.Find(SparkUILogsPath);
        Set("--enable-spark-ui", logs is null ? null : "true");
        Set("--spark-event-logs-path", logs);
        SetFlag("--enable-auto-scaling", autoScaling);
        SetFlag("--enable-metrics", reader.Get(GenerateMetrics));
        SetFlag("--enable-observability-metrics", reader.Get(JobObservabilityMetrics));
        SetFlag("--enable-continuous-cloudwatch-log", reader.Get(JobContinuousLogging));
        SetFlag("--enable-glue-datacatalog", reader.Get(DataCatalogAsMetastore));
        var bookmarks = reader.Get(EnableJobBookmarks) ? "job-bookmark-enable" : "job-bookmark-disable";
        Set("--job-bookmark-option", reader.Has(EnableJobBookmarks) ? bookmarks : null);
        Set("--TempDir", reader.Find(TemporaryPath));
        Set("--extra-files", reader.Find(ReferencedFiles));
        var library = reader.Find(PythonLibrary);
        Set("--extra-py-files", reader.Find(PythonModules) ?? library);
        foreach (var (name, value) in reader.Find(JobParameters) ?? new Dictionary<string, string>(StringComparer.Ordinal))
            Set(name, value);
        return arguments;

        void Set(string name, string? value)
        {
            if (value is not null)
                arguments[name] = value;
        }

        void SetFlag(string name, bool on) => Set(name, on ? "true" : null);
    }
}
