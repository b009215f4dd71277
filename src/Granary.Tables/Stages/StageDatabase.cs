using System.Globalization;
using Granary.DuckDb;

namespace Granary.Tables.Stages;

/// <summary>A DuckDB that lives as long as one stage of one table.</summary>
sealed class StageDatabase : IDisposable
{
    /// <summary>Rows of a stage stream through; what needs more memory than this (a large key) goes to disk.</summary>
    const string MemoryLimit = "1500MB";

    StageDatabase(DuckDbDatabase database)
    {
        Database = database;
        Connection = database.Connect();
        Connection.Execute(Sql.From($"SET TimeZone = 'UTC'"));
    }

    public DuckDbDatabase Database { get; }

    public DuckDbConnection Connection { get; }

    public static StageDatabase Start(string temporaryFolder)
    {
        var database = Open();
        database.SpillTo(temporaryFolder);
        return database;
    }

    /// <summary>A database that has no folder yet for what does not fit into memory.</summary>
    public static StageDatabase Open() => new(DuckDbDatabase.Open(settings: new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["memory_limit"] = MemoryLimit,
        ["threads"] = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture),
        ["preserve_insertion_order"] = "false",
    }));

    /// <param name="temporaryFolder">Exists; for what does not fit into memory.</param>
    public void SpillTo(string temporaryFolder) => Connection.Execute(Sql.From($"SET temp_directory = {temporaryFolder}"));

    /// <summary>The columns of a query whose types are all ones that the values of a table have in the engine.</summary>
    public IReadOnlyList<(string Name, ScalarType Type)> ScalarColumnsOf(Sql query) =>
    [
        .. Connection.ColumnsOf(query).Select(c =>
            (c.Name, c.Scalar ?? throw new InvalidOperationException($"{c.Type} is not a type of a table's column."))),
    ];

    /// <returns>The rows of each source file.</returns>
    public Dictionary<string, long> CountByFile(Sql from)
    {
        using var result = Connection.Query(Sql.From($"SELECT {new Identifier(Lineage.SourceFile)}, count(*) FROM {from} GROUP BY 1"));
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        while (result.ReadRow())
            counts.Add(result.GetText(0)!, (long)result[1]!);
        return counts;
    }

    public static Sql Parquet(string glob) => Sql.From($"read_parquet({glob}, hive_partitioning = false)");

    public void Dispose()
    {
        Connection.Dispose();
        Database.Dispose();
    }
}
