using Granary.DuckDb;
using Granary.Tables.Stages;
using Granary.Tables.Writing;

namespace Granary.Tables.Rules;

/// <summary>The rows of a cleansed table as they were written, from which some may be taken away again.</summary>
sealed class KeptRows(StageDatabase database, TableVersion target, StageRun run)
{
    /// <summary>What tells a row from all others.</summary>
    public static Sql Position => Sql.From($"{new Identifier(Lineage.SourceFile)}, {new Identifier(Lineage.SourceLine)}");

    /// <summary>To follow FROM.</summary>
    public Sql Rows => StageDatabase.Parquet(target.Files);

    /// <param name="places">A table of <see cref="Position"/>s.</param>
    public void Remove(Sql places, CancellationToken cancellationToken)
    {
        var single = Path.Combine(run.TemporaryFolder, $"single-{Guid.NewGuid():N}.parquet");
        var kept = Sql.From($"SELECT kept.* FROM {Rows} AS kept ANTI JOIN {places} AS gone USING ({Position})");
        ParquetRows.Write(database.Connection, kept, database.ScalarColumnsOf(kept), [], single, cancellationToken);
        foreach (var part in Directory.EnumerateFiles(target.Folder, "*.parquet"))
            File.Delete(part);
        File.Move(single, Path.Combine(target.Folder, "part-00001.parquet"));
    }
}
