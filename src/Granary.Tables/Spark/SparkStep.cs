using System.Text.Json.Serialization;
using Granary.Tables.Sources;

namespace Granary.Tables.Spark;

/// <summary>One thing for the runner in <c>glue/</c> to do. It knows these and nothing of tables, types or rules. A closed set.</summary>
/// <remarks>Paths are URLs that Hadoop's file system takes: <c>file:///…</c>, <c>s3://…</c>.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "do")]
[JsonDerivedType(typeof(Read), "read")]
[JsonDerivedType(typeof(View), "view")]
[JsonDerivedType(typeof(Write), "write")]
[JsonDerivedType(typeof(Collect), "collect")]
[JsonDerivedType(typeof(Raw), "raw")]
[JsonDerivedType(typeof(Move), "move")]
[JsonDerivedType(typeof(Remove), "remove")]
public abstract record SparkStep
{
    SparkStep()
    {
    }

    /// <summary>
    /// The name of something collected before; the step is left out when that has no rows. Null for a step that is always done.
    /// </summary>
    public string? When { get; init; }

    /// <summary>Likewise, but left out when there are rows.</summary>
    public string? Unless { get; init; }

    /// <summary>Calls Parquet files by the name of a view.</summary>
    /// <param name="Paths">Files, folders or patterns.</param>
    /// <param name="Columns">What they hold; null to take the word of the files. A column that a file lacks is NULL.</param>
    public sealed record Read(string Name, IReadOnlyList<string> Paths, IReadOnlyList<SparkColumn>? Columns) : SparkStep;

    /// <summary>Calls a query by the name of a view.</summary>
    public sealed record View(string Name, string Sql) : SparkStep
    {
        /// <summary>What the query's columns are called, in its order; null for its own names.</summary>
        public IReadOnlyList<string>? Columns { get; init; }
    }

    /// <summary>Writes a query's rows as Parquet into a folder, which is emptied first.</summary>
    public sealed record Write(string Sql, string Path) : SparkStep
    {
        public IReadOnlyList<string> PartitionBy { get; init; } = [];

        /// <summary>The name of the only file to write, in the query's order; null for as many as the engine likes.</summary>
        public string? File { get; init; }
    }

    /// <summary>Puts a query's rows, which should be few, into the result under a name.</summary>
    public sealed record Collect(string Name, string Sql) : SparkStep;

    /// <summary>
    /// Makes a view (file, line, raw) of records as they are in their files, by asking the landing program. Without the program the view
    /// is empty.
    /// </summary>
    /// <param name="Sql">The records' places: file, line.</param>
    /// <param name="Input">What stands before a file's name.</param>
    public sealed record Raw(string Name, string Sql, string Input) : SparkStep
    {
        /// <summary>The members of archives among the files; every other is a delivered file itself.</summary>
        public IReadOnlyList<SourceUnit> Members { get; init; } = [];
    }

    /// <summary>Moves what is in one folder into another, which is made where it is missing.</summary>
    public sealed record Move(string From, string To) : SparkStep;

    /// <summary>Removes a folder with all below it; nothing when it is not there.</summary>
    public sealed record Remove(string Path) : SparkStep;
}

/// <param name="Type">In Spark's words.</param>
public sealed record SparkColumn(string Name, string Type);
