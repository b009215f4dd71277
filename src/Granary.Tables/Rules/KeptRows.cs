using Granary.DuckDb;
using Granary.Tables.Stages;

namespace Granary.Tables.Rules;

/// <summary>The rows of a cleansed table as they were written, from which some may be taken away again.</summary>
sealed class KeptRows(Engine engine, TableVersion target, StageRun run, Sql format)
{
    /// <summary>What tells a row from all others.</summary>
    public static Sql Position => Sql.From($"{new Identifier(Lineage.SourceFile)}, {new Identifier(Lineage.SourceLine)}");

    /// <summary>To stand behind FROM.</summary>
    public Sql Rows => Engine.Parquet(target.Files);

    /// <param name="places">A table of <see cref="Position"/>s.</param>
    public void Remove(Sql places, CancellationToken cancellationToken)
    {
        var single = Path.Combine(run.TemporaryFolder, $"single-{Guid.NewGuid():N}.parquet");
        engine.Connection.Execute(
            Sql.From($"COPY (SELECT kept.* FROM {Rows} AS kept ANTI JOIN {places} AS gone USING ({Position})) TO {single} ({format})"), cancellationToken);
        foreach (var part in Directory.EnumerateFiles(target.Folder, "*.parquet"))
            File.Delete(part);
        File.Move(single, Path.Combine(target.Folder, "part-00001.parquet"));
    }
}
