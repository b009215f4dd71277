using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Ledger;
using Granary.Tables.Plans;
using Granary.Tables.Stages;

namespace Granary.Tables.Landing;

/// <summary>What stands beside a landed table once all of its files are there.</summary>
public static class LandingAccount
{
    /// <param name="accounts">Of all texts of the plan, in its order.</param>
    /// <param name="target">Exists.</param>
    /// <exception cref="ProblemException">A row is unaccounted for.</exception>
    public static StageAccount Complete(
        Dataset dataset, LandingPlan plan, IReadOnlyList<SourceAccount> accounts, TableVersion target, TimeSpan elapsed)
    {
        var account = new StageAccount(LandingStage.Name, dataset.Table, target.Address, elapsed, null, accounts, plan.Notes);
        account.RequireBalance();
        ColumnsFile.Write(target, plan.Sources);
        AccountFile.Write(target, account);
        return account;
    }

    /// <summary>The same for files that were landed each by itself; what their values can be stands beside the table, too.</summary>
    /// <param name="files">All files of the plan, in any order.</param>
    /// <exception cref="ProblemException">A file was not landed, or a row is unaccounted for.</exception>
    public static StageAccount Complete(
        Dataset dataset, LandingPlan plan, IReadOnlyList<LandedFile> files, TableVersion target, TimeSpan elapsed)
    {
        var order = plan.Texts.Select(t => t.File).Distinct(StringComparer.Ordinal).ToList();
        var landed = files.OrderBy(f => order.IndexOf(f.Name)).ToList();
        if (landed.SelectMany(f => f.Problems).ToList() is { Count: > 0 } problems)
            throw new ProblemException(problems);
        var accounts = landed.SelectMany(f => f.Accounts).ToList();
        if (!accounts.Select(a => a.Source).SequenceEqual(plan.Texts.Select(t => t.Survey.Source)))
            throw new ProblemException(
                new Problem(
                    "GR3001", ProblemKind.Defect,
                    $"The files of {dataset.Table} do not add up: {accounts.Count} of {plan.Texts.Count} were landed.",
                    "Nothing was published."));
        var evidence = landed.Select(f => f.Evidence).Aggregate(LandedEvidence.None, (all, one) => all.Join(one));
        LandedTableFile.Write(target, new(plan.Names, plan.Sources, evidence) { Written = plan.Written });
        return Complete(dataset, plan, accounts, target, elapsed);
    }

    /// <summary>Those of the landed columns whose types are to be found out from the values.</summary>
    public static IReadOnlyList<string> UndeclaredColumns(Dataset dataset, LandingPlan plan)
    {
        var names = Names.SnakeCase(plan.Sources);
        var declared = dataset.Columns.Select(c => names.Find(c.Name)).ToHashSet();
        return [.. plan.Names.Where((_, i) => !declared.Contains(i))];
    }
}
