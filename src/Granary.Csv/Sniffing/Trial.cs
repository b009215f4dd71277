namespace Granary.Csv.Sniffing;

/// <summary>What a file's first records are when it is read with one format: how many fields each has.</summary>
/// <param name="Fields">The most frequent number of fields that is more than one; 1 when no record has more.</param>
/// <param name="Records">Records that were looked at.</param>
/// <param name="Fitting">Those with <paramref name="Fields"/> fields and no problem.</param>
/// <param name="Quoted">Fields in quotes.</param>
/// <param name="Broken">Records whose quotes are broken.</param>
/// <param name="BeginsBroken">Whether the first of them does.</param>
sealed record Trial(CsvFormat Format, int Fields, int Records, int Fitting, long Quoted, int Broken, bool BeginsBroken)
{
    const int MostRecords = 2000;

    /// <summary>From 0 to 1.</summary>
    public double Share => Records == 0 ? 0 : (double)Fitting / Records;

    /// <param name="path">The file's first lines, in UTF-8.</param>
    public static Trial Of(string path, CsvFormat format, string temporaryFolder)
    {
        using var file = CsvFile.Open(path, format, temporaryFolder);
        using var reader = file.OpenReader();
        var counts = new Dictionary<int, int>();
        var (records, quoted, broken, beginsBroken) = (0, 0L, 0, false);
        foreach (var range in file.Ranges)
        {
            reader.Start(range);
            while (records < MostRecords && reader.TryRead(out var record))
            {
                records++;
                if (record.Problem == CsvProblem.BrokenQuote)
                    (broken, beginsBroken) = (broken + 1, beginsBroken || records == 1);
                if (record.Problem is not (CsvProblem.None or CsvProblem.Undecodable))
                    continue;
                counts[record.Fields.Length] = counts.GetValueOrDefault(record.Fields.Length) + 1;
                foreach (var field in record.Fields)
                    quoted += field.IsQuoted ? 1 : 0;
            }
        }

        var (fields, fitting) = counts
            .Where(c => c.Key > 1)
            .OrderByDescending(c => c.Value)
            .ThenByDescending(c => c.Key)
            .Select(c => (c.Key, c.Value))
            .FirstOrDefault((1, counts.GetValueOrDefault(1)));
        return new(format, fields, records, fitting, quoted, broken, beginsBroken);
    }
}
