using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Cleansing;
using Granary.Tables.Ledger;
using Granary.Tables.Plans;
using Granary.Tables.Rejects;
using Granary.Tables.Sources;
using Granary.Tables.Stages;

namespace Granary.Tables.Landing;

/// <summary>What became of one delivered file.</summary>
/// <param name="Accounts">Of its texts, in the plan's order.</param>
/// <param name="Evidence">Of the columns that the dataset does not declare.</param>
/// <param name="Problems">Why it was not landed; empty when it was.</param>
public sealed record LandedFile(
    string Name, IReadOnlyList<SourceAccount> Accounts, LandedEvidence Evidence, IReadOnlyList<Problem> Problems);

/// <summary>
/// Landing of one delivered file at a time, each perhaps on another machine: first all are looked at, then each is landed by the plan of
/// the table.
/// </summary>
public sealed class FileLanding(Dataset dataset, string temporaryFolder)
{
    /// <param name="name">Below the input prefix.</param>
    /// <param name="path">Its ending may say how it is written, so that a copy has the file's own name.</param>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    public FileSurvey Survey(string name, string path, CancellationToken cancellationToken)
    {
        using var file = DeliveredFile.Open(dataset, name, path, temporaryFolder, cancellationToken);
        return file.Survey;
    }

    /// <param name="name">A file of the plan.</param>
    /// <param name="folder">Exists; receives the files of rows and a folder <c>_rejects</c> when there are any.</param>
    /// <exception cref="IOException">The file is not there or cannot be read, or the rows not written.</exception>
    public async Task<LandedFile> LandAsync(
        LandingPlan plan, string name, string path, StageRun run, string folder, CancellationToken cancellationToken)
    {
        try
        {
            using var file = DeliveredFile.Open(dataset, name, path, temporaryFolder, cancellationToken);
            if (file.Survey.Problems.Count > 0)
                return new(name, [], LandedEvidence.None, file.Survey.Problems);
            var texts = plan.Texts.Where(t => t.File == name).ToList();
            if (!texts.Select(t => t.Survey).SequenceEqual(file.Survey.Texts, SameText.Instance))
                return new(
                    name, [], LandedEvidence.None, [DeliveredBytes.Changed(name, "its header or its rows are not those that were counted")]
                );
            return await LandAsync(plan, texts, file, run, folder, cancellationToken);
        }
        catch (ProblemException e)
        {
            return new(name, [], LandedEvidence.None, e.Problems);
        }
    }

    /// <summary>Records as they are in their files. All that are asked for are held in memory.</summary>
    /// <param name="places">Where each begins: a line of a source unit.</param>
    /// <param name="pathOf">From a delivered file's name below the input prefix to its path.</param>
    /// <returns>By the name of the unit, and the line.</returns>
    /// <exception cref="ProblemException">A file is damaged.</exception>
    public IReadOnlyDictionary<(string File, long Line), string> Raw(
        IReadOnlyCollection<(SourceUnit Source, long Line)> places, Func<string, string> pathOf, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new RawRecords(places.Select(p => p.Source), pathOf, dataset.Source, temporaryFolder).Of(
            places.Select(p => (p.Source.Name, p.Line)));
    }

    async Task<LandedFile> LandAsync(
        LandingPlan plan, List<LandedText> texts, DeliveredFile file, StageRun run, string folder, CancellationToken cancellationToken)
    {
        using var rejects = RejectFile.WithDatabaseOf(run);
        var landing = new TextLanding(run, rejects);
        var accounts = new List<SourceAccount>();
        foreach (var (source, text) in file.Texts.Zip(texts))
            accounts.Add(await landing.LandAsync(source, text, plan.Names, folder, cancellationToken));
        if (texts.Count > 0)
            rejects.WriteTo(Path.Combine(folder, TableVersion.Rejects), texts[0].FileName);
        var undeclared = LandingAccount.UndeclaredColumns(dataset, plan);
        var evidence = texts
            .Select(t => LandedEvidence.Read(Path.Combine(folder, t.FileName), undeclared, temporaryFolder, cancellationToken))
            .Aggregate(LandedEvidence.None, (all, one) => all.Join(one));
        return new(file.Survey.Name, accounts, evidence, []);
    }

    sealed class SameText : EqualityComparer<TextSurvey>
    {
        public static SameText Instance { get; } = new();

        public override bool Equals(TextSurvey? x, TextSurvey? y) => x is not null && y is not null && x.IsSameAs(y);

        public override int GetHashCode(TextSurvey obj) => obj.Source.GetHashCode();
    }
}
