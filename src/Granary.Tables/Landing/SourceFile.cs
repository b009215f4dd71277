using Granary.Csv;
using Granary.Model.Datasets;

namespace Granary.Tables.Landing;

/// <summary>One delivered text, opened and counted.</summary>
sealed class SourceFile : IDisposable
{
    readonly string? _member;

    SourceFile(DeliveredText text, DeliveredBytes delivered, string? member, CsvFile file)
    {
        _member = member;
        Delivered = delivered;
        File = file;
        Survey = new(
            text.Name, delivered.Length, file.Counts.Data, file.HeaderLine, [.. file.Header.Select(h => h.Name)], file.HeaderProblem);
    }

    public CsvFile File { get; }

    /// <summary>The file that the text is in.</summary>
    public DeliveredBytes Delivered { get; }

    public TextSurvey Survey { get; }

    /// <summary>Whether a copy is read that Granary wrote, because the delivered file is compressed, an archive or not UTF-8.</summary>
    public bool IsCopy => _member is not null || File.IsCopy;

    /// <exception cref="CsvException">The file is damaged.</exception>
    public static SourceFile Open(
        DeliveredText text, DeliveredBytes delivered, DatasetSource source, string temporaryFolder, CancellationToken cancellationToken)
    {
        var path = text.ToFile(temporaryFolder, cancellationToken);
        var file = CsvFile.Open(path, SourceFormat.Of(source, path), temporaryFolder, cancellationToken);
        return new(text, delivered, text.Member is null ? null : path, file);
    }

    public void Dispose()
    {
        File.Dispose();
        if (_member is not null)
            System.IO.File.Delete(_member);
    }
}
