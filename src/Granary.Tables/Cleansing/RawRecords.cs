using Granary.Csv;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Landing;

namespace Granary.Tables.Cleansing;

/// <summary>Finds records by their line in the files they came from, to show them as they stand there.</summary>
sealed class RawRecords(Func<string, string> pathOf, DatasetSource source, string temporaryFolder)
{
    /// <summary>Records looked up in one go, which are held in memory.</summary>
    public const int MostAtOnce = 20_000;

    /// <returns>A text for each of the places.</returns>
    /// <exception cref="ProblemException">A file is damaged.</exception>
    public IReadOnlyDictionary<(string File, long Line), string> Of(IEnumerable<(string File, long Line)> places)
    {
        var found = new Dictionary<(string, long), string>();
        foreach (var file in places.GroupBy(p => p.File, p => p.Line, StringComparer.Ordinal))
        {
            var text = DeliveredText.Named(file.Key, pathOf);
            try
            {
                using var opened = SourceFile.Open(text, new(text.Path), source, temporaryFolder, CancellationToken.None);
                foreach (var (line, raw) in opened.File.ReadRaw(file.ToHashSet()))
                    found.Add((file.Key, line), raw);
            }
            catch (CsvException e)
            {
                throw new ProblemException(DeliveredFile.Damaged(file.Key, e), e);
            }
        }

        return found;
    }
}
