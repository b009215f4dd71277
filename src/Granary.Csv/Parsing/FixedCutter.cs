using System.Text;

namespace Granary.Csv.Parsing;

/// <summary>Cuts lines into fields by their places.</summary>
sealed class FixedCutter(CsvFixedWidth layout)
{
    readonly CsvField[] _fields = new CsvField[layout.Fields.Count + 1];

    /// <param name="line">The record without its line end.</param>
    /// <param name="at">Index of its first byte in the buffer.</param>
    public ReadOnlySpan<CsvField> Cut(ReadOnlySpan<byte> line, int at)
    {
        // Where no character has several bytes its place is known without a walk.
        var isNarrow = Ascii.IsValid(line);
        var (count, characters, bytes) = (0, 0, 0);
        foreach (var field in layout.Fields)
        {
            var start = Advance(line, isNarrow, ref characters, ref bytes, field.Start - 1);
            if (start == line.Length && !layout.PadsShortLines)
                break;
            var end = Advance(line, isNarrow, ref characters, ref bytes, (long)field.Start - 1 + field.Length);
            _fields[count++] = CsvField.Plain(at + start, end - start);
        }

        if (bytes < line.Length && line[bytes..].ContainsAnyExcept((byte)' ', (byte)'\t'))
            _fields[count++] = CsvField.Plain(at + bytes, line.Length - bytes);
        return _fields.AsSpan(0, count);
    }

    /// <returns>Index of the byte with which a character begins, or the line's length.</returns>
    static int Advance(ReadOnlySpan<byte> line, bool isNarrow, ref int characters, ref int bytes, long character)
    {
        if (isNarrow)
            return bytes = (int)Math.Min(character, line.Length);
        for (; characters < character && bytes < line.Length; characters++)
        {
            Rune.DecodeFromUtf8(line[bytes..], out _, out var used);
            bytes += used;
        }

        return bytes;
    }
}
