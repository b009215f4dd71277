using Granary.Csv;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Landing;
using Granary.Tables.Sources;

namespace Granary.Tables.Cleansing;

/// <summary>Finds records by their line in the files they came from, to show them as they stand there.</summary>
/// <param name="sources">Those that are looked into.</param>
/// <param name="pathOf">From a delivered file's name below the input prefix to its path.</param>
sealed class RawRecords(IEnumerable<SourceUnit> sources, Func<string, string> pathOf, DatasetSource source, string temporaryFolder)
{
    readonly Dictionary<string, SourceUnit> _units = sources.Distinct().ToDictionary(s => s.Name, StringComparer.Ordinal);

    /// <summary>Records looked up in one go, which are held in memory.</summary>
    public const int MostAtOnce = 20_000;

    /// <param name="places">The name of a unit, as the lineage of its rows has it, and a line.</param>
    /// <returns>A text for each of the places.</returns>
    /// <exception cref="ProblemException">A file is damaged.</exception>
    public IReadOnlyDictionary<(string File, long Line), string> Of(IEnumerable<(string File, long Line)> places)
    {
        var found = new Dictionary<(string, long), string>();
        foreach (var file in places.GroupBy(p => p.File, p => p.Line, StringComparer.Ordinal))
        {
            var unit = _units[file.Key];
            try
            {
                using var opened = SourceFile.Open(unit, new(pathOf(unit.File)), source, temporaryFolder, CancellationToken.None);
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
