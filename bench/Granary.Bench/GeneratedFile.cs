using System.Globalization;
using System.Text;

namespace Granary.Bench;

/// <summary>Delivered files of any size, each with the dataset file that goes with it.</summary>
static class GeneratedFile
{
    const int WideColumns = 80;

    public const string NarrowDataset = """
        {
          "columns": [
            { "name": "id", "type": "bigint", "required": true },
            { "name": "name", "type": "string" },
            { "name": "amount", "type": "decimal(12,2)" },
            { "name": "d", "type": "date" },
            { "name": "code", "type": "string" },
            { "name": "k", "type": "bigint" }
          ],
          "key": ["id"]
        }
        """;

    public static string WideDataset { get; } = $$"""
        { "columns": [{{string.Join(", ", Enumerable.Range(1, WideColumns).Select(c => $$"""{ "name": "c{{c}}", "type": "string" }"""))}}] }
        """;

    /// <summary>id,name,amount,d,code,k: a million names, two rows in a hundred without a code. 17,300,000 rows are 1 GB.</summary>
    /// <param name="quoted">Whether every field is in quotes.</param>
    public static void Narrow(string path, long rows, bool quoted = false)
    {
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 20);
        var (open, between, close) = quoted ? ("\"", "\",\"", "\"\n") : ("", ",", "\n");
        file.Write($"{open}{string.Join(between, "id", "name", "amount", "d", "code", "k")}{close}");
        for (var i = 0UL; i < (ulong)rows; i++)
        {
            var amount = Mix(i * 7) % 100_000_000;
            file.Write($"{open}{i}{between}name_{Mix(i) % 1_000_000}{between}{amount / 100}.{amount % 100:00}{between}");
            file.Write($"{2015 + Mix(i * 17) % 10}-{Mix(i * 3) % 12 + 1:00}-{Mix(i * 13) % 28 + 1:00}{between}");
            if (i % 50 != 0)
                file.Write($"C{Mix(i * 5) % 10_000:00000}");
            file.Write($"{between}{Mix(i * 11) % 2_000_000_000}{close}");
        }
    }

    /// <summary>
    /// 80 columns as a registry exports them: every field in quotes, half of them empty, the others codes, numbers, dates, names and now
    /// and then a remark with a comma or a quote in it.
    /// </summary>
    public static void Wide(string path, long bytes)
    {
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 20);
        file.Write(string.Join(',', Enumerable.Range(1, WideColumns).Select(c => $"\"c{c}\"")) + "\n");
        var line = new StringBuilder();
        var written = 0L;
        for (var row = 0UL; written < bytes; row++)
        {
            line.Clear();
            for (var column = 0; column < WideColumns; column++)
                line.Append(column == 0 ? "\"" : ",\"").Append(column % 2 == 1 ? "" : Value(row, column)).Append('"');
            line.Append('\n');
            written += line.Length;
            file.Write(line);
        }
    }

    static string Value(ulong row, int column)
    {
        var mixed = Mix((row * WideColumns) + (ulong)column);
        return (column / 2 % 8) switch
        {
            0 => string.Create(CultureInfo.InvariantCulture, $"{row * 40 + (ulong)column}"),
            1 => string.Create(CultureInfo.InvariantCulture, $"K{mixed % 500:000}"),
            2 => string.Create(CultureInfo.InvariantCulture, $"{mixed % 1_000_000 / 100.0:0.00}"),
            3 => string.Create(CultureInfo.InvariantCulture, $"{mixed % 12 + 1:00}/{mixed % 28 + 1:00}/{2000 + mixed % 25}"),
            4 => string.Create(CultureInfo.InvariantCulture, $"Name {mixed % 100_000} of District {mixed % 300}"),
            5 => mixed % 3 == 0 ? "Y" : "N",
            6 => mixed % 20 == 0 ? "See remark \"\"A\"\", page 4" : mixed % 7 == 0 ? "North, near the river" : "",
            _ => string.Create(CultureInfo.InvariantCulture, $"{mixed % 100_000:00000}"),
        };
    }

    /// <summary>The finalizer of MurmurHash3, as a generator whose every value can be had by itself.</summary>
    static ulong Mix(ulong x)
    {
        x ^= x >> 33;
        x *= 0xff51afd7ed558ccdUL;
        x ^= x >> 33;
        x *= 0xc4ceb9fe1a85ec53UL;
        return x ^ x >> 33;
    }
}
