using System.Text;

namespace Granary.Cli.Tests.BadInput;

/// <summary>One row in a hundred is bad, in ten ways: each is found by its line, and nothing else is missing.</summary>
public sealed class TenKindsTests : IDisposable
{
    const int Rows = 10_000;

    static readonly (string Code, Func<int, string> Row)[] Kinds =
    [
        ("GR3101", i => $"{i},short"),
        ("GR3102", i => $"{i},long,1.50,2024-01-31,x,y"),
        ("GR3103", i => $"{i},\"never closed,1.50,2024-01-31,x"),
        ("GR3103", i => $"{i},\"closed\" too early,1.50,2024-01-31,x"),
        ("GR3104", i => $"{i},{new string('l', 3000)},1.50,2024-01-31,x"),
        ("GR3105", i => $"{i},caf\u00e9,1.50,2024-01-31,x"),
        ("GR3106", _ => "id,name,amount,day,note"),
        ("GR3107", i => $"{i},name,1.5O,2024-01-31,x"),
        ("GR3107", i => $"{i},name,1.50,2024-02-31,x"),
        ("GR3108", i => $",name,{i}.50,2024-01-31,x"),
    ];

    readonly Scene _scene = new();

    [Fact]
    public async Task Every_bad_row_is_found_in_the_rejects_by_its_line_and_every_good_row_in_the_table()
    {
        _scene.Dataset("orders", """
            {
              "source": { "encoding": "utf-8", "maxRecordBytes": 2000 },
              "columns": [
                { "name": "id", "type": "integer", "required": true }, { "name": "name", "type": "string" }, { "name": "amount",
                "type": "decimal(10,2)" },
                { "name": "day", "type": "date" }, { "name": "note", "type": "string" }
              ]
            }
            """);
        var bad = new List<(string Code, byte[] Row)>();
        var good = new List<int>();
        using var file = new MemoryStream();
        file.Write("id,name,amount,day,note\n"u8);
        for (var i = 1; i <= Rows; i++)
        {
            // Latin-1, so that the one letter outside of ASCII is a byte that means nothing in UTF-8.
            var row = Encoding.Latin1.GetBytes(
                i % 100 == 50
                    ? Kinds[i / 100 % 10].Row(i)
                    : $"{i},\"Name, {i}\",{i}.25,2024-01-31,{(i % 7 == 0 ? "\"two\nlines\"" : "one")}");
            file.Write(row);
            file.Write(i % 11 == 0 ? "\n\n"u8 : "\n"u8);
            if (i % 100 == 50)
                bad.Add((Kinds[i / 100 % 10].Code, row));
            else
                good.Add(i);
        }

        var path = _scene.Input("orders.csv", file.ToArray());
        var run = (await _scene.RunAsync(path)).Ends("SUCCEEDED", "SucceededWithRejects", 0);

        Assert.Equal(100, bad.Count);
        var rejects = (await _scene.RejectsAsync("orders")).OrderBy(r => r.Line).ToList();
        Assert.Equal(bad.Select(b => b.Code), rejects.Select(r => r.Code));
        Assert.Equal(bad.Select(b => Shown(b.Row)), rejects.Select(r => r.Raw));

        // As sed -n Np shows them: lines end with LF.
        var lines = Lines(file.ToArray());
        Assert.Equal(bad.Select(b => Shown(b.Row)), rejects.Select(r => Shown(lines[(int)r.Line - 1])));

        Assert.Equal(new StageRows(Rows, Rows - 70, Rejected: 70), run.Rows("landing", "orders"));
        Assert.Equal(new StageRows(Rows - 70, Rows - 100, Rejected: 30), run.Rows("cleansed", "orders"));
        Assert.Equal(good.Select(i => $"[{i}]"), await _scene.RowsAsync("SELECT id FROM orders ORDER BY id"));
        Assert.Equal(
            [$"""["{good.Sum(i => i + 0.25m)}","{good.Count(i => i % 7 == 0)}"]"""],
            await _scene.RowsAsync(
                """SELECT sum(amount)::VARCHAR, (count(*) FILTER (note = 'two' || chr(10) || 'lines'))::VARCHAR FROM orders"""
            ));
    }

    static List<byte[]> Lines(byte[] text)
    {
        var lines = new List<byte[]>();
        for (var at = 0; at < text.Length; at += lines[^1].Length + 1)
            lines.Add(text.AsSpan(at)[..text.AsSpan(at).IndexOf((byte)'\n')].ToArray());
        return lines;
    }

    /// <summary>As rejects show bytes that are no text.</summary>
    static string Shown(byte[] row) => Encoding.Latin1.GetString(row).Replace("\u00e9", "\\xE9", StringComparison.Ordinal);

    public void Dispose() => _scene.Dispose();
}
