using System.CommandLine;
using Granary.Cli.Output;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Projects;
using Granary.Projects.Definitions;
using Granary.Tables.Cleansing;
using Granary.Tables.Loading;
using Granary.Tables.Plans;

namespace Granary.Cli.Commands.Datasets;

/// <param name="Project">The project of the table; null where only one has it.</param>
/// <param name="Dialect">duckdb or spark, to show the SQL for it; null for none.</param>
sealed record ExplainDatasetArguments(string Table, string? Project, string? Dialect, bool Json);

/// <summary>Shows what is done with a table, stage by stage, as its dataset file says. Looks at no data.</summary>
sealed class ExplainDatasetCommand(Terminal terminal, Workspace workspace)
{
    const string DuckDb = "duckdb";
    const string Spark = "spark";

    public static Command Bind(CommandContext context)
    {
        var table = new Argument<string>("table") { Description = "The table, as its dataset file is called." };
        var project = new Option<string?>("--project", "-p")
        {
            Description = "The project of the table; needed where several have one of the name.",
        };
        var sql = new Option<string?>("--sql") { Description = "Show the SQL that the stages run: duckdb or spark." };
        sql.AcceptOnlyFromAmong(DuckDb, Spark);
        var json = CommonOptions.Json();
        var command = new Command("explain", "Show what is done with a table, stage by stage.") { table, project, sql, json };
        command.SetAction(parsed => (int)new ExplainDatasetCommand(context.Terminal, context.Workspace).Run(
            new(parsed.GetRequiredValue(table), parsed.GetValue(project), parsed.GetValue(sql), parsed.GetValue(json))));
        return command;
    }

    public ExitCode Run(ExplainDatasetArguments arguments)
    {
        var (project, dataset) = Find(arguments.Table, arguments.Project);
        var plan = TablePlan.Of(dataset, SqlOf(project, dataset));
        if (arguments.Dialect is { } dialect)
            ShowSql(plan, dialect);
        else if (arguments.Json)
            terminal.Data.WriteLine(plan.ToJson());
        else
            Show(project.Name, plan);
        return ExitCode.Success;
    }

    (ProjectDefinition Project, Dataset Dataset) Find(string table, string? project)
    {
        var problems = new List<Problem>();
        var projects = (project is null ? workspace.Projects() : [project])
            .Select(p => ProjectDefinition.Load(workspace, p, ProjectTypes.BuiltIn, problems))
            .OfType<ProjectDefinition>()
            .ToList();
        var found = projects.SelectMany(p => p.Datasets.Where(d => d.Table == table).Select(d => (p, d))).ToList();
        if (found is [var only])
            return only;

        // A dataset file with mistakes is not found, and they say why.
        if (found.Count == 0 && problems.Any(p => p.IsError))
            throw new ProblemException(problems);
        var known = projects.SelectMany(p => p.Datasets.Select(d => d.Table)).Distinct(StringComparer.Ordinal).ToList();
        throw new ProblemException(
            found.Count == 0
                ? new Problem(
                    "GR3202", ProblemKind.NotFound,
                    $"No dataset file is called {table}.json{(project is null ? "" : $" in the project {project}")}.",
                    Spelling.Hint(table, known)
                        ?? (
                            known.Count > 0
                                ? $"There are {string.Join(", ", known)}. A table without a dataset file has all columns as text or "
                                    + "inferred."
                                : null))
                : new Problem(
                    "GR3203", ProblemKind.Usage,
                    $"Several projects have a dataset {table}: {string.Join(", ", found.Select(f => f.p.Name))}.",
                    "Say which with --project."));
    }

    static string? SqlOf(ProjectDefinition project, Dataset dataset) =>
        dataset.Final?.SqlFile is { } file ? project.Artifacts.Single(a => a.Path == file).Text : dataset.Final?.Sql;

    void ShowSql(TablePlan plan, string dialect)
    {
        foreach (var (what, sql) in dialect == Spark ? PlanSql.ForSpark(plan) : PlanSql.ForDuckDb(plan, Path.GetTempPath()))
            terminal.Data.WriteLine($"-- {what}\n{sql.Trim()};\n");
    }

    void Show(string project, TablePlan plan)
    {
        var to = terminal.Data;
        to.WriteLine($"{plan.Table} (project {project})");
        to.WriteLine();
        to.WriteLine("landing: files to rows of text, with file and line");
        foreach (var (setting, value) in Settings(plan.Landing))
            to.WriteLine($"  {setting}: {value}");
        to.WriteLine();
        to.WriteLine("cleansed: text to values; what does not fit is rejected");
        var columns = new TextTable(["column", "in the file", "type", "how"]);
        foreach (var column in plan.Cleansed.Columns)
            columns.Add(column.Name, column.Source, $"{column.Type}", string.Join("; ", How(column)));
        foreach (var column in plan.Inferred)
            columns.Add(column, "", "inferred", "by all values of the run");
        if (plan.Cleansed.Columns.Count + plan.Inferred.Count > 0)
            columns.Write(to);
        if (plan.HasOthers)
            to.WriteLine(
                "  Columns that are not listed come with the names of the header, and with types inferred from all values of the run.");
        if (plan.Cleansed.Key.Count > 0)
            to.WriteLine($"  key: {string.Join(", ", plan.Cleansed.Key)}; rows that repeat one are kept apart");
        foreach (var rule in plan.Cleansed.Rules.Rules)
            to.WriteLine($"  rule: {rule.Name} ({rule.Severity.ToString().ToLowerInvariant()})");
        to.WriteLine();
        to.WriteLine($"final: {(plan.Final.Sql is { } sql ? $"the rows of the query\n{sql.Trim()}" : "the cleansed rows as they are")}");
        if (LoadStrategy.Of(plan.Final.Load.Mode).KeepsRows)
            to.WriteLine($"  load: {plan.Final.Load.Mode.Text()}; rows of earlier runs stay");
        if (plan.Final.PartitionBy.Count > 0)
            to.WriteLine($"  in folders by {string.Join(", ", plan.Final.PartitionBy)}");
    }

    /// <summary>What says more than the usual.</summary>
    static IEnumerable<(string Setting, string Value)> Settings(SourcePlan landing)
    {
        var (source, usual) = (landing.Source, new DatasetSource { Files = [] });
        yield return ("files", string.Join(", ", source.Files));
        yield return (
            "fields",
            source.FixedWidth is { } layout ? $"{layout.Columns.Count} by their places"
            : source.Delimiter is { } delimiter ? $"parted by {Visible(delimiter)}"
            : "parted by what is found out");
        yield return (
            "quote",
            source.Quote is { } quote
                ? source.Escape is { } escape
                    ? $"{quote}, escaped by {escape}"
                    : quote
                : "none");
        yield return ("encoding", source.Encoding ?? "utf-8, or what a byte order mark says");
        yield return ("header", source.Header ? source.HeaderRows == 1 ? "the first record" : $"{source.HeaderRows} records" : "none");
        if (source.Columns is { } columns)
            yield return ("columns", $"{columns.Count}, named by the dataset");
        foreach (
            var (name, value, none) in new[]
            {
                ("lines before the header", source.SkipLines, usual.SkipLines),
                ("records behind the header that are no data", source.SkipRows, usual.SkipRows),
                ("records at the end that are no data", source.FooterRows, usual.FooterRows),
                ("longest record", source.MaxRecordBytes, usual.MaxRecordBytes),
            })
        {
            if (value != none)
                yield return (name, TextTable.Number(value));
        }

        if (source.Comment is { } comment)
            yield return ("comments", $"lines that begin with {comment}");
        yield return ("no rows", landing.OnEmpty == OnEmpty.Allow ? "an empty table" : "the run fails");
    }

    static string Visible(string delimiter) => delimiter.Replace("\t", "\\t", StringComparison.Ordinal);

    static IEnumerable<string> How(ColumnPlan column)
    {
        if (column.Required)
            yield return "required";
        if (column.Patterns.Count > 0)
            yield return string.Join(" or ", column.Patterns);
        if (column.Grouped)
            yield return "commas between thousands";
        if (!column.Notation.IsPlain)
            yield return column.Notation.ToString();
        if (column.NonFinite)
            yield return "NaN and Infinity are kept";
        if (column.Words is { } words)
            yield return $"{string.Join(" or ", words.True)} for true, {string.Join(" or ", words.False)} for false";
        if (column.TimeZone is { } zone)
            yield return $"clocks of {zone.Id}; times that came twice: {zone.Ambiguous.ToString().ToLowerInvariant()}";
        if (column.NullTokens.Count > 0)
            yield return $"no value: {string.Join(", ", column.NullTokens)}";
    }
}
