using System.Globalization;
using Granary.Tables.Drift;

namespace Granary.Tables.Stages;

/// <summary>What the stages of one job have in common.</summary>
/// <param name="RunId">The pipeline's job id; names the version that the stage writes.</param>
/// <param name="ProcessedAt">Is in every row that the stage writes.</param>
/// <param name="TemporaryFolder">Exists; for what need not outlive the stage.</param>
/// <param name="OnRows">Called with numbers of rows as they are read, from any thread.</param>
public sealed record StageRun(string RunId, DateTimeOffset ProcessedAt, string TemporaryFolder, TimeProvider Clock, Action<long> OnRows)
{
    /// <summary>When the run began, from which rules reckon.</summary>
    public DateTimeOffset StartedAt { get; init; } = ProcessedAt;

    /// <summary>The columns of the version that readers see; null when there is none, and then nothing is compared.</summary>
    public WrittenSchema? Written { get; init; }

    /// <summary>Where databases come from; null to open each when it is needed.</summary>
    public DatabasePool? Databases { get; init; }

    /// <summary>In the engine's words, to the microsecond.</summary>
    public string ProcessedAtText => ProcessedAt.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.ffffff+00", CultureInfo.InvariantCulture);

    internal StageDatabase StartDatabase() => Databases?.Start(TemporaryFolder) ?? StageDatabase.Start(TemporaryFolder);
}

/// <summary>One version of a stage's table: a folder, and what its address is for others.</summary>
/// <param name="Folder">A local folder.</param>
/// <param name="Address">Ends in '/'.</param>
public sealed record TableVersion(string Folder, string Address)
{
    public const string Rejects = "_rejects";

    public string RejectsFolder => Path.Combine(Folder, Rejects);

    public string DuplicatesFolder => Path.Combine(Folder, "_duplicates");

    public string AccountFile => Path.Combine(Folder, "_account.json");

    public string ColumnsFile => Path.Combine(Folder, "_columns.json");

    public string LandedTableFile => Path.Combine(Folder, "_landed.json");

    public string DatasetFile => Path.Combine(Folder, "_dataset.json");

    public string SchemaFile => Path.Combine(Folder, "_schema.json");

    /// <summary>The rows' files when the version is not partitioned.</summary>
    public string Files => Path.Combine(Folder, "*.parquet");

    /// <summary>Makes the folder, empty: what a killed try left is cleared away.</summary>
    public void Begin()
    {
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
        Directory.CreateDirectory(Folder);
    }
}
