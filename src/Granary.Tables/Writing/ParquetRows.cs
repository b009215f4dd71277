using System.Collections.Concurrent;
using Granary.DuckDb;
using Granary.Parquet;

namespace Granary.Tables.Writing;

/// <summary>Writes the rows of a query to a Parquet file, on all threads that the query runs on. Rows have no order.</summary>
/// <remarks>
/// DuckDB's COPY gathers rows before it writes them, hashes every value and compares every text. Measured, docs/benchmarks.md: twice the
/// processor time. The file counts the rows itself, apart from the query.
/// </remarks>
sealed class ParquetRows : RowFunction, IDisposable
{
    readonly ParquetFile _file;
    readonly IReadOnlyList<ColumnSink> _sinks;
    readonly ConcurrentBag<RowGroup> _idle = [];

    ParquetRows(ParquetFile file, IReadOnlyList<ColumnSink> sinks) => (_file, _sinks) = (file, sinks);

    public override IReadOnlyList<ScalarType> Inputs => [.. _sinks.Select(s => s.EngineType)];

    public override IReadOnlyList<(string Name, ScalarType Type)> Outputs => [("written", DuckDbType.Integer)];

    /// <param name="rows">The query; each column has a type of dataset files.</param>
    /// <param name="constants">Columns behind those of the query.</param>
    /// <returns>The rows written.</returns>
    /// <exception cref="IOException">The disk is full or gone.</exception>
    public static long Write(
        DuckDbConnection connection, Sql rows, IReadOnlyList<(string Name, ScalarType Type)> columns,
        IReadOnlyList<ParquetColumn> constants, string path, CancellationToken cancellationToken)
    {
        var sinks = columns.Select((c, i) => ColumnSink.For(c.Type, i)).ToList();
        using var file = ParquetFile.Create(
            path, [.. columns.Zip(sinks, (c, s) => new ParquetColumn(c.Name, s.Type)), .. constants]);
        using var writer = new ParquetRows(file, sinks);
        var function = $"write_rows_{Guid.NewGuid():N}";
        connection.Register(function, writer);
        var arguments = Sql.Join(", ", columns.Select(c => Sql.From($"{new Identifier(c.Name)}")));
        var queried =
            connection.Scalar<long?>(
                Sql.From($"SELECT sum({new Identifier(function)}({arguments}).written)::BIGINT FROM ({rows})"), cancellationToken) ?? 0;
        foreach (var group in writer._idle)
            file.Add(group);
        file.Finish();
        return file.Rows == queried
            ? queried
            : throw new InvalidOperationException($"{path} has {file.Rows} rows, and its query {queried}.");
    }

    public override void Run(RowInput input, RowOutput output)
    {
        var group = _idle.TryTake(out var idle) ? idle : _file.NewRowGroup();
        for (var done = 0; done < input.Count;)
        {
            var rows = Math.Min(input.Count - done, group.Room);
            foreach (var sink in _sinks)
                sink.Add(input, done, rows, group);
            group.EndRows(rows);
            done += rows;
            if (group.IsFull)
                _file.Add(group);
        }

        output.Values<int>(0).Fill(1);
        _idle.Add(group);
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var group))
            group.Dispose();
    }
}
