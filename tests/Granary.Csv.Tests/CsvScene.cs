using System.Text;

namespace Granary.Csv.Tests;

/// <summary>A folder with a file in it, and what the reader makes of that.</summary>
sealed class CsvScene : IDisposable
{
    public TemporaryFolder Folder { get; } = new();

    public static CsvFormat NoHeader { get; } = new() { HasHeader = false };

    public CsvFile Open(string text, CsvFormat? format = null) => Open(Encoding.UTF8.GetBytes(text), format);

    public CsvFile Open(byte[] bytes, CsvFormat? format = null, string name = "a.csv") =>
        CsvFile.Open(Folder.Write(name, bytes), format ?? NoHeader, Folder.Path);

    /// <returns>A line for each data record: its line, its problem if it has one, and its values with bars between them, line ends written
    /// as in C#.</returns>
    public List<string> Read(string text, CsvFormat? format = null) => Read(Encoding.UTF8.GetBytes(text), format);

    public List<string> Read(byte[] bytes, CsvFormat? format = null, string name = "a.csv")
    {
        using var file = Open(bytes, format, name);
        return Read(file);
    }

    public static List<string> Read(CsvFile file)
    {
        using var reader = file.OpenReader();
        var lines = new List<string>();
        foreach (var range in file.Ranges)
        {
            reader.Start(range);
            while (reader.TryRead(out var record))
            {
                var values = new List<string>();
                foreach (var field in record.Fields)
                {
                    var value = new byte[field.Length];
                    values.Add(
                        Encoding.UTF8.GetString(value.AsSpan(0, reader.Unescape(field, value))).Replace("\r", "\\r").Replace("\n", "\\n"));
                }

                lines.Add(
                    record.Problem == CsvProblem.None ? $"{record.Line}: {string.Join('|', values)}" : $"{record.Line}: {record.Problem}");
            }

            Assert.True(reader.AgreesWithIndex);
        }

        return lines;
    }

    public void Dispose() => Folder.Dispose();
}
