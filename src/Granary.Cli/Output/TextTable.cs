using System.Globalization;
using System.Text;

namespace Granary.Cli.Output;

/// <summary>Rows in aligned columns, for people.</summary>
/// <param name="rightAligned">The positions of the columns that hold numbers.</param>
sealed class TextTable(IReadOnlyList<string> header, params IReadOnlyList<int> rightAligned)
{
    /// <summary>A long text is cut here; --json has it whole.</summary>
    const int MaxWidth = 120;

    readonly List<IReadOnlyList<string>> _rows = [];

    public void Add(params IReadOnlyList<string> cells) => _rows.Add([.. cells.Select(Printable)]);

    public void Write(TextWriter writer)
    {
        var widths = header.Select((name, i) => Math.Max(Width(name), _rows.Select(r => Width(r[i])).DefaultIfEmpty().Max())).ToList();
        WriteLine(writer, header, widths);
        WriteLine(writer, [.. widths.Select(w => new string('-', w))], widths);
        foreach (var row in _rows)
            WriteLine(writer, row, widths);
    }

    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    void WriteLine(TextWriter writer, IReadOnlyList<string> cells, List<int> widths)
    {
        var line = new StringBuilder();
        for (var i = 0; i < cells.Count; i++)
        {
            var blanks = new string(' ', widths[i] - Width(cells[i]));
            line.Append(i == 0 ? "" : "  ").Append(rightAligned.Contains(i) ? blanks + cells[i] : cells[i] + blanks);
        }

        writer.WriteLine(line.ToString().TrimEnd());
    }

    static int Width(string text) => new StringInfo(text).LengthInTextElements;

    /// <summary>On one line, without characters that a terminal would act on.</summary>
    static string Printable(string text)
    {
        var shown = new StringBuilder();
        foreach (var c in text)
            shown.Append(
                c switch
                {
                    '\n' => "\\n",
                    '\r' => "\\r",
                    '\t' => "\\t",
                    _ => char.IsControl(c) ? $"\\x{(int)c:X2}" : c.ToString(),
                });
        return shown.Length <= MaxWidth ? shown.ToString() : shown.ToString(0, MaxWidth - 1) + "…";
    }
}
