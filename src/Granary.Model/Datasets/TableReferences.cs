using Granary.Model.Rules;

namespace Granary.Model.Datasets;

/// <summary>What the rules of a project's tables say of each other.</summary>
public static class TableReferences
{
    /// <summary>
    /// Puts tables in an order in which each follows those that its rules refer to; apart from that they keep theirs.
    /// </summary>
    /// <param name="problems">Receives each circle, once.</param>
    public static IReadOnlyList<Dataset> InOrder(IReadOnlyList<Dataset> tables, ICollection<Problem> problems)
    {
        var byName = tables.ToDictionary(t => t.Table, StringComparer.Ordinal);
        var ordered = new List<Dataset>();
        var open = new List<string>();
        foreach (var table in tables)
            Visit(table);
        return ordered;

        void Visit(Dataset table)
        {
            if (ordered.Contains(table))
                return;
            open.Add(table.Table);
            foreach (
                var rule in table
                    .Rules.OfType<Rule.References>()
                    .Where(r => r.Table != table.Table && byName.ContainsKey(r.Table))
                    .DistinctBy(r => r.Table))
            {
                if (open.Contains(rule.Table))
                    problems.Add(Circle([.. open[open.IndexOf(rule.Table)..], rule.Table], rule));
                else
                    Visit(byName[rule.Table]);
            }

            open.RemoveAt(open.Count - 1);
            ordered.Add(table);
        }
    }

    /// <summary>Looks for tables and columns that references name and that are not there, as far as dataset files tell.</summary>
    /// <param name="known">The tables that have a dataset file, also where it cannot be read.</param>
    public static void Check(IReadOnlyList<Dataset> tables, IReadOnlyCollection<string> known, ICollection<Problem> problems)
    {
        foreach (var (table, rule) in tables.SelectMany(t => t.Rules.OfType<Rule.References>().Select(r => (t, r))))
        {
            var target = tables.FirstOrDefault(t => t.Table == rule.Table);
            if (target is null && !known.Contains(rule.Table))
            {
                problems.Add(
                    new(
                        RuleCodes.NoTable,
                        ProblemKind.Usage,
                        $"The rule {rule.Name} refers to the table {rule.Table}, which no dataset file of the project describes.",
                        Spelling.Hint(rule.Table, known)
                            ?? "Tables without a dataset file can be referred to; make sure that it is delivered.",
                        rule.Where, ProblemSeverity.Warning));
            }
            else if (target is not null)
            {
                foreach (var (own, column) in rule.Columns.Zip(rule.Targets))
                    CheckColumn(table, rule, own, target, column, problems);
            }
        }

        InOrder(tables, problems);
    }

    static void CheckColumn(Dataset table, Rule.References rule, string own, Dataset target, string column, ICollection<Problem> problems)
    {
        if (target.Source.Columns is { } listed && Names.SnakeCase([.. listed]).Find(column) is null && target.Final?.Sql is null)
        {
            problems.Add(
                new(
                    RuleCodes.References, ProblemKind.Usage, $"The table {target.Table} has no column \"{column}\".",
                    Spelling.Hint(column, listed) ?? $"Columns: {string.Join(", ", listed)}.", rule.Where));
        }
        else if (TypeOf(table, own) is { } from && TypeOf(target, column) is { } to && ExpressionTypes.Common(from, to) is null)
        {
            problems.Add(
                new(
                    RuleCodes.References, ProblemKind.Usage,
                    $"{own} is {from} and {target.Table}.{column} is {to}; no value of one is one of the other.",
                    "Give both columns one type.", rule.Where));
        }
    }

    static ColumnType? TypeOf(Dataset table, string column) =>
        table.Columns.FirstOrDefault(c => Names.SnakeCase([c.Name]).Names[0] == Names.SnakeCase([column]).Names[0])?.Type;

    static Problem Circle(IReadOnlyList<string> tables, Rule.References rule) =>
        new(
            RuleCodes.References,
            ProblemKind.Usage,
            $"The references of {string.Join(" → ", tables)} form a circle: none of the tables can be finished before the others.",
            "Remove one of them.", rule.Where);
}
