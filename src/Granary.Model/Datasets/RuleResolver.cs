using Granary.Model.Json;
using Granary.Model.Rules;
using Granary.Model.Shapes;

namespace Granary.Model.Datasets;

/// <summary>Makes typed rules of what the file's columns and its <c>rules</c> ask.</summary>
/// <param name="reader">Of the whole file.</param>
/// <param name="columns">Those that have a type.</param>
/// <param name="unsure">Columns of which something is wrong, so that nothing is said of their types.</param>
sealed class RuleResolver(
    ObjectReader reader, IReadOnlyList<DatasetColumn> columns, IReadOnlyList<string> unsure, IReadOnlyList<string> key)
{
    readonly HashSet<string> _unsure = [.. unsure.Select(Snake)];
    readonly Dictionary<string, DatasetColumn> _columns = columns
        .GroupBy(c => Snake(c.Name), StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
    readonly HashSet<string> _key = [.. key.Select(Snake)];
    readonly Dictionary<string, RuleItem> _names = new(StringComparer.Ordinal);

    /// <returns>The rules of the columns in their order, then those of the list in theirs; without those that have been reported.</returns>
    public IReadOnlyList<Rule> Resolve(IEnumerable<ColumnItem> ofColumns, IEnumerable<RuleItem> listed) =>
        [.. ofColumns.SelectMany(c => c.OfValues.Concat(OfOtherRows(c.Item))), .. listed.SelectMany(Listed)];

    IEnumerable<Rule> Listed(RuleItem item)
    {
        var demands = RuleKeys.Demands.Where(k => item.Reader.Source(k) is not null and not JsonNullSource).ToList();
        Key[][] pairs = [[RuleKeys.Min, RuleKeys.Max], [RuleKeys.MinLength, RuleKeys.MaxLength]];
        var isOne = demands.Count == 1 || pairs.Any(pair => demands.Count == 2 && demands.All(pair.Contains));
        if (!isOne)
        {
            return Wrong(
                item, RuleCodes.Makeup,
                demands.Count == 0
                    ? "This rule asks for nothing."
                    : $"This rule asks for {string.Join(" and ", demands.Select(k => k.Name))}.",
                demands.Count > 1 ? demands[1] : null,
                demands.Count == 0 ? $"It has one of {string.Join(", ", RuleKeys.Demands.Select(k => k.Name))}." : "Write a rule for each."
            );
        }

        CheckName(item);
        return demands[0] == RuleKeys.Expression ? Condition(item)
            : demands[0] == RuleKeys.RowCount ? RowCount(item)
            : demands[0] == RuleKeys.Freshness ? Freshness(item)
            : demands[0] == RuleKeys.Unique || demands[0] == RuleKeys.References ? OfOtherRows(item)
            : OfValues(item);
    }

    List<Rule> OfOtherRows(RuleItem item) =>
        [.. item.Unique ? Unique(item) : [], .. item.References is { } references ? References(item, references) : []];

    IEnumerable<Rule> OfValues(RuleItem item)
    {
        if (item.Columns.Count > 0 || item.Column is null)
            return Wrong(item, RuleCodes.Makeup, "This rule looks at one column and names none.", null, "Name it: \"column\": \"amount\".");
        return _columns.GetValueOrDefault(Snake(item.Column)) is { } column
            ? new ColumnRuleMaker(reader, item, column).Make()
            : NoType(item.Column, item.Reader.Where(RuleKeys.Column));
    }

    List<Rule> Unique(RuleItem item)
    {
        if (Looked(item) is not { Count: > 0 } looked)
            return [];
        if (_key.Count > 0 && _key.SetEquals(looked.Select(Snake)))
            return Wrong(
                item, RuleCodes.Makeup,
                $"{Listing(looked)} {(looked.Count == 1 ? "is" : "are")} the key, of which each value stays once in any case.",
                RuleKeys.Unique, "Remove unique, or the key.");
        return
        [
            new Rule.Unique
            {
                Name = item.Name ?? $"{string.Join(", ", looked.Select(Snake))}.unique",
                Severity = item.Severity ?? RuleSeverity.Reject,
                Columns = looked,
            },
        ];
    }

    List<Rule> References(RuleItem item, ReferencesItem references)
    {
        if (Looked(item) is not { Count: > 0 } looked)
            return [];
        var targets = references.Columns ?? looked;
        if (!Names.IsTable(references.Table))
            return Wrong(item, RuleCodes.References, $"\"{references.Table}\" is not a valid name for a table.", RuleKeys.References);
        if (targets.Count != looked.Count)
            return Wrong(
                item, RuleCodes.References, $"{looked.Count} columns refer to {targets.Count} of {references.Table}.", RuleKeys.References,
                "Name one for each, in the same order.");
        return
        [
            new Rule.References(references.Table, targets)
            {
                Name = item.Name ?? $"{string.Join(", ", looked.Select(Snake))}.references",
                Severity = item.Severity ?? RuleSeverity.Reject,
                Columns = looked,
                Where = item.Reader.Where(RuleKeys.References),
            },
        ];
    }

    List<Rule> Condition(RuleItem item)
    {
        RefuseColumns(item, "names its columns itself");
        if (item.Expression is not { } text)
            return [];
        var read = new ExpressionReader(
            name => _columns.GetValueOrDefault(Snake(name))?.Type, name => _unsure.Contains(Snake(name)),
            [.. columns.Select(c => Snake(c.Name)), .. _unsure],
            (code, message, at, hint) => reader.Report(code, message, text.PlaceOf(at), hint)).Read(text.Value);
        if (read is null)
            return [];
        if (read.Columns() is not { Count: > 0 } named)
            return Wrong(
                item, RuleCodes.Makeup, "The condition names no column, so that it is the same for every row.", RuleKeys.Expression);
        var shown = string.Join(' ', text.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return
        [
            new Rule.Row(RowRuleKind.Condition, read, shown)
            {
                Name = item.Name ?? shown,
                Severity = item.Severity ?? RuleSeverity.Reject,
                Columns = named,
            },
        ];
    }

    List<Rule> RowCount(RuleItem item)
    {
        RefuseColumns(item, "counts rows");
        if (item.RowCount is not { } count)
            return [];
        if (count is { Min: null, Max: null })
            return Wrong(item, RuleCodes.Makeup, "rowCount has neither min nor max.", RuleKeys.RowCount);
        if (count.Min > count.Max)
            return Wrong(
                item, RuleCodes.Bounds, $"rowCount goes from {count.Min} to {count.Max}, which no number does.", RuleKeys.RowCount);
        return OfTable(item, new Rule.RowCount(count.Min, count.Max) { Name = item.Name ?? "rowCount", Severity = RuleSeverity.Fail });
    }

    List<Rule> Freshness(RuleItem item)
    {
        RefuseColumns(item, "names its column itself");
        if (item.Freshness is not { } fresh || DurationText.Find(fresh.Within) is not { } within)
            return [];
        var where = item.Reader.Where("freshness", "column");
        if (_columns.GetValueOrDefault(Snake(fresh.Column)) is not { } column)
            return NoType(fresh.Column, where);
        if (column.Type is ColumnType.Date or ColumnType.Timestamp)
            return OfTable(
                item, new Rule.Freshness(within)
                {
                    Name = item.Name ?? $"{Snake(column.Name)}.freshness",
                    Severity = RuleSeverity.Fail,
                    Columns = [fresh.Column],
                });
        reader.Report(
            RuleCodes.NotOfType, $"freshness has no meaning for a column of type {column.Type}; it looks at dates and timestamps.", where);
        return [];
    }

    List<Rule> OfTable(RuleItem item, Rule rule)
    {
        if (item.Severity == RuleSeverity.Reject)
            return Wrong(
                item, RuleCodes.Severity, "A rule on the table as a whole can reject no row.", RuleKeys.Severity,
                "Write \"warn\" or \"fail\".");
        return [rule with { Severity = item.Severity ?? RuleSeverity.Fail }];
    }

    /// <returns>The columns that the item belongs to or names.</returns>
    IReadOnlyList<string>? Looked(RuleItem item)
    {
        if (item.Column is not null && item.Columns.Count > 0)
            Wrong(item, RuleCodes.Makeup, "column and columns both say what is looked at.", RuleKeys.Columns, "Keep one of the two.");
        else if (item.Column is not null || item.Columns.Count > 0)
            return item.Column is { } column ? [column] : item.Columns;
        else
            Wrong(
                item, RuleCodes.Makeup, "This rule does not say at which columns it looks.", null, "Name them: \"columns\": [\"a\", \"b\"]."
            );
        return null;
    }

    void RefuseColumns(RuleItem item, string because)
    {
        if (item.Column is not null || item.Columns.Count > 0)
            Wrong(
                item, RuleCodes.Makeup, $"{(item.Column is null ? "columns" : "column")} has no meaning here: the rule {because}.",
                item.Column is null ? RuleKeys.Columns : RuleKeys.Column, "Remove it.");
    }

    void CheckName(RuleItem item)
    {
        if (item.Name is { } name && !_names.TryAdd(name, item))
        {
            var first = _names[name].Reader.Where(RuleKeys.Name);
            Wrong(
                item, RuleCodes.Repeated, $"The name \"{name}\" stands already at {first.Line}:{first.Column}.", RuleKeys.Name,
                "Rejects and notes name rules; give each its own.");
        }
    }

    List<Rule> NoType(string column, FilePosition where)
    {
        if (_unsure.Contains(Snake(column)))
            return [];
        reader.Report(
            ExpressionReader.NoColumn, $"\"{column}\" is no column with a type in columns.", where,
            Spelling.Hint(column, columns.Select(c => c.Name).Concat(_unsure))
                ?? "Rules hold typed values: name the column and its type in columns.");
        return [];
    }

    List<Rule> Wrong(RuleItem item, string code, string message, Key? at, string? hint = null)
    {
        reader.Report(code, message, at is null ? item.Reader.Where() : item.Reader.Where(at), hint);
        return [];
    }

    static string Listing(IReadOnlyList<string> names) => string.Join(" and ", names);

    static string Snake(string name) => Names.SnakeCase([name]).Names[0];
}
