using System.Text.Json;
using Granary.DuckDb;

namespace Granary.Cli.Output;

/// <summary>The rows of a query.</summary>
static class QueryRows
{
    /// <summary>Rows held in memory to align them; what is more is counted and left to --json.</summary>
    const int MostInText = 10_000;

    /// <summary>One object a row: column names to values. Decimals and bigints as text, because JSON's readers round them.</summary>
    public static void WriteJson(TextWriter target, DuckDbResult result)
    {
        while (result.ReadRow())
        {
            JsonLines.Write(target, json =>
            {
                for (var i = 0; i < result.Columns.Count; i++)
                {
                    json.WritePropertyName(result.Columns[i].Name);
                    WriteValue(json, result, i);
                }
            });
        }
    }

    public static void WriteText(TextWriter target, DuckDbResult result)
    {
        var numbers = result.Columns.Select((c, i) => (c, i)).Where(c => IsNumber(c.c.Kind)).Select(c => c.i).ToList();
        var table = new TextTable([.. result.Columns.Select(c => c.Name)], numbers);
        var rows = 0L;
        while (result.ReadRow())
        {
            if (rows++ < MostInText)
                table.Add([.. result.Columns.Select((_, i) => result.GetText(i) ?? "NULL")]);
        }

        table.Write(target);
        target.WriteLine(rows <= MostInText ? $"({TextTable.Number(rows)} {(rows == 1 ? "row" : "rows")})"
            : $"({TextTable.Number(rows)} rows, of which the first {TextTable.Number(MostInText)} are shown; --json writes all)");
    }

    static void WriteValue(Utf8JsonWriter json, DuckDbResult result, int column)
    {
        switch (result[column])
        {
            case null:
                json.WriteNullValue();
                break;
            case bool value:
                json.WriteBooleanValue(value);
                break;
            case sbyte or short or int or byte or ushort or uint:
                json.WriteRawValue(result.GetText(column)!);
                break;
            case double value when double.IsFinite(value):
                json.WriteNumberValue(value);
                break;
            case float value when float.IsFinite(value):
                json.WriteNumberValue(value);
                break;
            default:
                json.WriteStringValue(result.GetText(column));
                break;
        }
    }

    static bool IsNumber(DuckDbType kind) => kind is DuckDbType.TinyInt or DuckDbType.SmallInt or DuckDbType.Integer or DuckDbType.BigInt
        or DuckDbType.HugeInt or DuckDbType.UInteger or DuckDbType.UBigInt or DuckDbType.Float or DuckDbType.Double or DuckDbType.Decimal;
}
