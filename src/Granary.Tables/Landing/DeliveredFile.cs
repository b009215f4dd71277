using Granary.Csv;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Sources;

namespace Granary.Tables.Landing;

/// <summary>A delivered file while it is being landed: its texts, opened.</summary>
sealed class DeliveredFile : IDisposable
{
    readonly List<SourceFile> _texts;

    DeliveredFile(FileSurvey survey, List<SourceFile> texts) => (Survey, _texts) = (survey, texts);

    public FileSurvey Survey { get; }

    /// <summary>In the survey's order.</summary>
    public IReadOnlyList<SourceFile> Texts => _texts;

    /// <summary>Opens and counts all that a file holds. What is wrong with it is in the survey.</summary>
    public static DeliveredFile Open(Dataset dataset, string name, string path, string temporaryFolder, CancellationToken cancellationToken)
    {
        var leftOut = new List<string>();
        var texts = new List<SourceFile>();
        var delivered = new DeliveredBytes(path);
        try
        {
            foreach (var (unit, _) in SourceUnit.In(name, path, leftOut))
                texts.Add(SourceFile.Open(unit, delivered, dataset.Source, temporaryFolder, cancellationToken));
            return new(new(name, [.. texts.Select(t => t.Survey)], leftOut, []), texts);
        }
        catch (CsvException e)
        {
            texts.ForEach(t => t.Dispose());
            return new(new(name, [], [], [Damaged(name, e)]), []);
        }
        catch
        {
            texts.ForEach(t => t.Dispose());
            throw;
        }
    }

    /// <param name="name">Below the input prefix.</param>
    public static Problem Damaged(string name, CsvException damage) =>
        new("GR3004", ProblemKind.Data,
            $"{name} cannot be read: {damage.Message}", "Nothing was published. Deliver the file again.");

    public void Dispose() => _texts.ForEach(t => t.Dispose());
}
