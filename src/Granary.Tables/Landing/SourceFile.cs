using Granary.Csv;
using Granary.Model.Datasets;
using Granary.Tables.Sources;

namespace Granary.Tables.Landing;

/// <summary>One delivered text, opened and counted.</summary>
sealed class SourceFile : IDisposable
{
    readonly SourceText _text;

    SourceFile(SourceUnit unit, DeliveredBytes delivered, SourceText text, CsvFile file)
    {
        _text = text;
        Delivered = delivered;
        File = file;
        Survey = new(
            unit, delivered.Length, file.Counts.Data, file.HeaderLine, [.. file.Header.Select(h => h.Name)], file.HeaderProblem);
    }

    public CsvFile File { get; }

    /// <summary>The file that the text is in.</summary>
    public DeliveredBytes Delivered { get; }

    public TextSurvey Survey { get; }

    /// <summary>Whether a copy is read that Granary wrote, because the delivered file is compressed, an archive or not UTF-8.</summary>
    public bool IsCopy => _text.IsCopy || File.IsCopy;

    /// <param name="delivered">The file that has the unit.</param>
    /// <exception cref="CsvException">The file is damaged.</exception>
    public static SourceFile Open(
        SourceUnit unit, DeliveredBytes delivered, DatasetSource source, string temporaryFolder, CancellationToken cancellationToken)
    {
        var text = unit.Unpack(delivered.Path, temporaryFolder, cancellationToken);
        var file = CsvFile.Open(text.Path, SourceFormat.Of(source, text.Path), temporaryFolder, cancellationToken);
        return new(unit, delivered, text, file);
    }

    public void Dispose()
    {
        File.Dispose();
        _text.Dispose();
    }
}
