using System.Text;
using Granary.Parquet;

namespace Granary.Tables.Tests.Writing;

/// <summary>A file that our writer writes: every type, with NULLs and without, in two full row groups and a short one.</summary>
public sealed class EveryTypeFile : IDisposable
{
    public const int Rows = (2 * RowGroup.MostRows) + 5;
    public const int Groups = 3;

    public static readonly DateTimeOffset Moment = new(2026, 11, 21, 12, 30, 15, 123, TimeSpan.FromHours(2));

    readonly TemporaryFolder _folder = new();

    public EveryTypeFile()
    {
        using var file = ParquetFile.Create(Path, [.. Columns.Select(c => new ParquetColumn(c.Name, c.Type)), .. Constants]);
        using var group = file.NewRowGroup();
        for (var row = 0; row < Rows; row++)
        {
            for (var i = 0; i < Columns.Count; i++)
                Columns[i].Put(group, i, row);
            group.EndRows(1);
            if (group.IsFull)
                file.Add(group);
        }

        file.Add(group);
        file.Finish();
    }

    public string Path => System.IO.Path.Combine(_folder.Path, "rows.parquet");

    /// <summary>Texts by a dictionary, as they are, and the one after the other; some longer than a page, which has a megabyte.</summary>
    internal static IReadOnlyList<Column> Columns { get; } =
    [
        new TextColumn("few", row => row % 5 == 0 ? null : $"text {row % 100}"),
        new TextColumn("many", row => row % 7 == 0 ? null : $"{row} {new string('ä', row % 40)}"),
        new TextColumn("first few", row => row % RowGroup.MostRows < 70_000 ? "same" : $"{row}"),
        new TextColumn("long", row => row % 20_000 == 1 ? new string('x', 3 << 20) : ""),
        new TextColumn("no text", _ => null),
        new BooleanColumn("boolean", row => row % 3 == 0 ? null : row % 2 == 0),
        new NumberColumn<int>("int32", ParquetType.Int32, row => row % 11 == 0 ? null : (row * 17_389) - int.MaxValue),
        new NumberColumn<long>("int64", ParquetType.Int64, row => row < 200_000 ? null : long.MinValue + row),
        new NumberColumn<long>("number", ParquetType.Int64, row => row),
        new NumberColumn<double>("double", ParquetType.Double, row => row % 13 == 0 ? null : row == 1 ? double.NaN : row / 3.0),
        new NumberColumn<int>("date", ParquetType.Date, row => row % 5 == 1 ? null : row - 719_162),
        new NumberColumn<long>("time", ParquetType.Time, row => row % 5 == 2 ? null : row * 351_000L),
        new NumberColumn<long>("timestamp", ParquetType.Timestamp, row => row % 5 == 3 ? null : (row - 100_000) * 1_000_003L),
        new NumberColumn<long>("moment", ParquetType.Moment, row => row % 5 == 4 ? null : (row - 100_000) * 1_000_007L),
        new NumberColumn<int>("decimal 9", ParquetType.Decimal(9, 2), row => row % 2 == 0 ? null : 999_999_999 - row),
        new NumberColumn<long>("decimal 18", ParquetType.Decimal(18, 0), row => 999_999_999_999_999_999 - row),
        new WideColumn("decimal 38", ParquetType.Decimal(38, 10), row => row % 5 == 0 ? null : (row % 2 == 0 ? 1 : -1) * (Greatest - row)),
    ];

    public static IReadOnlyList<ParquetColumn> Constants { get; } =
        [ParquetColumn.Text("run", "run-1"), ParquetColumn.Text("nothing", value: null), ParquetColumn.Moment("written", Moment)];

    /// <summary>38 nines.</summary>
    static Int128 Greatest => ((Int128)10_000_000_000_000_000_000 * 10_000_000_000_000_000_000) - 1;

    public void Dispose() => _folder.Dispose();

    internal abstract record Column(string Name, ParquetType Type)
    {
        public abstract object? At(int row);

        public abstract void Put(RowGroup group, int column, int row);
    }

    sealed record TextColumn(string Name, Func<int, string?> ValueAt) : Column(Name, ParquetType.Text)
    {
        public override object? At(int row) => ValueAt(row);

        public override void Put(RowGroup group, int column, int row)
        {
            if (ValueAt(row) is { } text)
                group.Text(column).Add(Encoding.UTF8.GetBytes(text));
            else
                group.Text(column).AddNull();
        }
    }

    sealed record BooleanColumn(string Name, Func<int, bool?> ValueAt) : Column(Name, ParquetType.Boolean)
    {
        public override object? At(int row) => ValueAt(row);

        public override void Put(RowGroup group, int column, int row)
        {
            if (ValueAt(row) is { } value)
                group.Booleans(column).Add(value);
            else
                group.Booleans(column).AddNull();
        }
    }

    sealed record NumberColumn<T>(string Name, ParquetType Type, Func<int, T?> ValueAt) : Column(Name, Type)
        where T : unmanaged, System.Numerics.INumber<T>, System.Numerics.IMinMaxValue<T>
    {
        public override object? At(int row) => ValueAt(row);

        public override void Put(RowGroup group, int column, int row)
        {
            if (ValueAt(row) is { } value)
                group.Numbers<T>(column).Add(value);
            else
                group.Numbers<T>(column).AddNull();
        }
    }

    sealed record WideColumn(string Name, ParquetType Type, Func<int, Int128?> ValueAt) : Column(Name, Type)
    {
        public override object? At(int row) => ValueAt(row);

        public override void Put(RowGroup group, int column, int row)
        {
            if (ValueAt(row) is { } value)
                group.Wide(column).Add(value);
            else
                group.Wide(column).AddNull();
        }
    }
}
