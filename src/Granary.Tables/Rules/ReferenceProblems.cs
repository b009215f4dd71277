using Granary.Model;
using Granary.Model.Datasets;
using Granary.Model.Rules;
using Granary.Tables.Cleansing;

namespace Granary.Tables.Rules;

/// <summary>Why a table cannot be held against another one.</summary>
static class ReferenceProblems
{
    public static Problem NoTable(string table, Rule.References rule) => new(
        "GR3123", ProblemKind.NotFound,
        $"The rule {rule.Name} of {table} refers to the table {rule.Table}, which is neither in this run nor published.",
        $"Nothing was published. Deliver {rule.Table} in the same run, or before it.");

    /// <summary>Finds a column of the other table by what the rule calls it.</summary>
    /// <exception cref="ProblemException">There is none.</exception>
    public static Column Find(
        string table, Rule.References rule, IReadOnlyList<Column> columns, string target)
    {
        var snake = Names.SnakeCase([target]).Names[0];
        var found = columns.FirstOrDefault(c => c.Name == target) ?? columns.FirstOrDefault(c => c.Name == snake);
        return found ?? throw new ProblemException(new Problem(
            "GR3124", ProblemKind.Usage,
            $"The rule {rule.Name} of {table} refers to {rule.Table}.{target}, which is none of its columns: "
                + $"{string.Join(", ", columns.Select(c => c.Name))}.",
            Spelling.Hint(target, columns.Select(c => c.Name)) ?? "Nothing was published. Fix references in the dataset file."));
    }

    /// <returns>The type in which values of both columns are compared.</returns>
    /// <exception cref="ProblemException">There is none.</exception>
    public static ColumnType Common(string table, Rule.References rule, ColumnPlan own, Column target) =>
        ExpressionTypes.Common(own.Type, target.Type) ?? throw new ProblemException(new Problem(
            "GR3125", ProblemKind.Usage,
            $"The rule {rule.Name} of {table} compares {own.Name}, {own.Type}, with {rule.Table}.{target.Name}, {target.Type}.",
            "Nothing was published. Give both columns one type."));

    /// <exception cref="ProblemException">One of the rules cannot be held against the table.</exception>
    public static void Check(
        string table, CleansingPlan plan, IReadOnlyList<Rule.References> rules, IReadOnlyList<Column> columns)
    {
        foreach (var rule in rules)
        {
            foreach (var (own, target) in plan.Rules.ColumnsOf(rule).Zip(rule.Targets))
                Common(table, rule, plan.Columns.First(c => c.Name == own), Find(table, rule, columns, target));
        }
    }
}
