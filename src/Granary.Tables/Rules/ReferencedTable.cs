using Granary.DuckDb;
using Granary.Model.Datasets;
using Granary.Tables.Dialects;
using Granary.Tables.Reading;
using Granary.Tables.Stages;

namespace Granary.Tables.Rules;

/// <summary>A table that rules of others refer to. A closed set.</summary>
public abstract record ReferencedTable
{
    ReferencedTable()
    {
    }

    /// <summary>As it was cleansed in the same run.</summary>
    public sealed record Cleansed(TableVersion Version) : ReferencedTable;

    /// <summary>As readers see it.</summary>
    public sealed record Published(PublishedTable Table) : ReferencedTable;

    internal Sql Rows => this switch
    {
        Cleansed cleansed => Sql.From($"SELECT * FROM {StageDatabase.Parquet(cleansed.Version.Files)}"),
        Published published => published.Table.Select,
        _ => throw new InvalidOperationException(),
    };

    internal IReadOnlyList<Column> Columns(StageDatabase database, string name) => this is Published published
        ? published.Table.Columns
        : [.. database.Connection.ColumnsOf(Rows).Select(c => DuckDbDialect.ColumnOf(name, c))];
}
