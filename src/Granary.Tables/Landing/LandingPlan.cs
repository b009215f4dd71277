using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Drift;

namespace Granary.Tables.Landing;

/// <summary>How the files of one table are landed: decided over all of their headers, then good for each file by itself.</summary>
/// <param name="Names">The landed table's columns of data, in order.</param>
/// <param name="Sources">The same columns as the files name them.</param>
/// <param name="Notes">What a person should know although nothing is wrong.</param>
public sealed record LandingPlan(
    IReadOnlyList<string> Names, IReadOnlyList<string> Sources, IReadOnlyList<LandedText> Texts, IReadOnlyList<string> Notes)
{
    /// <summary>The columns that those of the files are held against, now and when their types are told.</summary>
    public WrittenSchema? Written { get; init; }

    /// <param name="files">All files of the table, in order.</param>
    /// <param name="written">The columns of the version that readers see; null when there is none.</param>
    /// <exception cref="ProblemException">A file or header cannot be used, the source is empty and must not be, or the columns have changed
    /// and must not.</exception>
    public static LandingPlan Of(Dataset dataset, IReadOnlyList<FileSurvey> files, WrittenSchema? written = null)
    {
        if (files.SelectMany(f => f.Problems).ToList() is { Count: > 0 } problems)
            throw new ProblemException(problems);
        var texts = files.SelectMany(f => f.Texts).ToList();
        RequireTexts(files, texts);
        RequireRows(dataset, texts);
        var columns = LandedColumns.Of(dataset, texts, written);
        return new(
            columns.Names,
            columns.Sources,
            [.. files.SelectMany(f => f.Texts.Select(t => (File: f.Name, Text: t))).Select((t, i) => Text(t.File, t.Text, i, columns))],
            [.. files.SelectMany(f => f.LeftOut).Select(m => $"{m} is no data and was left out."), .. columns.Notes])
        {
            Written = written,
        };
    }

    static LandedText Text(string file, TextSurvey survey, int index, LandedColumns columns) =>
        new(
            index + 1, file, survey, columns.InFile(index),
            [.. Enumerable.Range(0, columns.Names.Count).Select(c => columns.PositionIn(index, c))])
        {
            WhyRejected = columns.WhyRejected(index),
        };

    /// <summary>An archive may hold nothing but documentation, and then there is no table, not even an empty one.</summary>
    static void RequireTexts(IReadOnlyList<FileSurvey> files, List<TextSurvey> texts)
    {
        if (texts.Count == 0)
            throw new ProblemException([
                .. files.Select(f => new Problem(
                    "GR3002", ProblemKind.Data, $"{f.Name} holds no data.",
                    "Nothing was published. Members that are hidden, documentation or JSON are left out.")),
            ]);
    }

    static void RequireRows(Dataset dataset, List<TextSurvey> texts)
    {
        if (dataset.OnEmpty == OnEmpty.Allow || texts.Any(t => t.Rows > 0))
            return;
        throw new ProblemException([.. texts.Select(t => new Problem(
            "GR3002", ProblemKind.Data,
            t.Bytes == 0 ? $"{t.Source} is empty." : $"{t.Source} has no rows, only {(t.HeaderLine > 0 ? "a header" : "blank lines")}.",
            $"Nothing was published. If this may happen, write \"onEmpty\": \"allow\" in datasets/{dataset.Table}.json."))]);
    }
}

/// <summary>How one delimited text is landed.</summary>
/// <param name="Number">From 1, among all texts of the table; names its files.</param>
/// <param name="File">The delivered file's name below the input prefix.</param>
/// <param name="Columns">Its own columns, in its order.</param>
/// <param name="Positions">For each column of the table where it is in the text, from 0, or null when the text lacks it.</param>
public sealed record LandedText(int Number, string File, TextSurvey Survey, IReadOnlyList<string> Columns, IReadOnlyList<int?> Positions)
{
    /// <summary>Why every row of it is rejected; null when they are not.</summary>
    public string? WhyRejected { get; init; }

    public string FileName => $"part-{Number:00000}.parquet";
}
