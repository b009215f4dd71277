using Granary.DuckDb;
using Granary.Model;
using Granary.Tables.Ledger;
using Granary.Tables.Rejects;
using Granary.Tables.Stages;

namespace Granary.Tables.Landing;

/// <summary>One text to Parquet, every value as text, with lineage.</summary>
sealed class TextLanding(StageRun run, Engine engine, RejectFile rejects)
{
    // A dictionary and a bloom filter cost more than they save on text that hardly repeats, and ZSTD's third level more than a tenth of the size.
    // Source: measured; docs/benchmarks.md.
    static readonly Sql Format = Sql.From($"FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, DICTIONARY_SIZE_LIMIT 1, WRITE_BLOOM_FILTER false");

    /// <param name="folder">Exists; receives <see cref="LandedText.FileName"/>.</param>
    /// <exception cref="ProblemException">The file changed since the plan was made or while it was read, or a row is unaccounted for.</exception>
    public async Task<FileAccount> LandAsync(SourceFile source, LandedText text, IReadOnlyList<string> names, string folder, CancellationToken cancellationToken)
    {
        var table = new CsvTable(source.File, source.Name, text.Columns, source.File.HeaderRecords, rejects, run.OnRows);
        source.Watch(cancellationToken);
        var function = $"landed_{text.Number}";
        engine.Connection.Register(function, table);
        var written = engine.Connection.Execute(Copy(new(function), text, names, Path.Combine(folder, text.FileName)), cancellationToken);
        table.RequireWholeFile();
        var counts = source.File.Counts;
        return new(
            source.Name, await source.VerifyAsync(cancellationToken), source.Bytes, counts.Records, counts.Records - counts.Data, counts.Data,
            written, rejects.Count(source.Name), Duplicate: 0);
    }

    Sql Copy(Identifier function, LandedText text, IReadOnlyList<string> names, string path)
    {
        var selected = names.Zip(text.Positions, (column, position) => position is { } p
            ? Sql.From($"{new Identifier($"c{p}")} AS {new Identifier(column)}")
            : Sql.From($"NULL::VARCHAR AS {new Identifier(column)}"));
        var data = Sql.Join(
            ", ", [.. selected, Sql.From($"{text.Survey.Name} AS {new Identifier(Lineage.SourceFile)}"), Sql.From($"line AS {new Identifier(Lineage.SourceLine)}")]);
        return Sql.From($"""
            COPY (SELECT {data}, {run.RunId} AS {new Identifier(Lineage.RunId)}, {run.ProcessedAtText}::TIMESTAMPTZ AS {new Identifier(Lineage.ProcessedAt)}
                  FROM {function}())
            TO {path} ({Format})
            """);
    }
}
