using Granary.Model.Json;
using Granary.Model.Rules;
using Granary.Model.Shapes;

namespace Granary.Model.Datasets;

/// <summary>Conditions on the values of one column, from their short forms.</summary>
/// <param name="reader">Is told of mistakes; the item's own is done where the item is one of the list.</param>
sealed class ColumnRuleMaker(ObjectReader reader, RuleItem item, DatasetColumn column)
{
    readonly Expression _value = new Expression.Column(column.Name, column.Type);
    readonly List<Rule> _rules = [];

    public IReadOnlyList<Rule> Make()
    {
        if (item.Required)
            Add(RowRuleKind.Required, "required", new Expression.Not(new Expression.IsNull(_value)), "have a value");
        if (item.Allowed is { } allowed)
            MakeAllowed(allowed);
        if (item.Min is not null || item.Max is not null)
            MakeRange();
        if (item.Pattern is not null)
            MakePattern(item.Pattern);
        if (item.MinLength is not null || item.MaxLength is not null)
            MakeLength();
        return _rules;
    }

    void MakeAllowed(IReadOnlyList<JsonSource> allowed)
    {
        foreach (var other in (ReadOnlySpan<Key>)[RuleKeys.Min, RuleKeys.Max, RuleKeys.Pattern, RuleKeys.MinLength, RuleKeys.MaxLength])
        {
            if (item.Reader.Source(other) is { } source)
                reader.Report(
                    RuleCodes.Makeup, $"{other.Name} has no meaning beside allowed, which lists all values.", source.Where,
                    "Keep one of the two.");
        }

        var values = allowed.Select(ReadValue).OfType<Expression.Literal>().ToList();
        if (values.Count == allowed.Count)
            Add(
                RowRuleKind.Allowed, "allowed", new Expression.In(_value, values),
                $"be {(values.Count == 1 ? "" : "one of ")}{Listing(values)}");
    }

    void MakeRange()
    {
        if (column.Type is ColumnType.String or ColumnType.Boolean)
        {
            RefuseType(RuleKeys.Min, "has a range");
            RefuseType(RuleKeys.Max, "has a range");
            return;
        }

        var (least, most) = (item.Min is null ? null : ReadValue(item.Min), item.Max is null ? null : ReadValue(item.Max));
        if ((item.Min is not null && least is null) || (item.Max is not null && most is null))
            return;
        if (least is not null && most is not null && LiteralText.Compare(least, most) > 0)
        {
            reader.Report(RuleCodes.Bounds, $"min is {least.Text} and max is {most.Text}; no value is both.", item.Max!.Where);
            return;
        }

        var from = least is null ? null : new Expression.Comparison(ComparisonOperator.GreaterOrEqual, _value, least);
        var to = most is null ? null : new Expression.Comparison(ComparisonOperator.LessOrEqual, _value, most);
        Expression condition =
            from is null ? to!
            : to is null ? from
            : new Expression.All([from, to]);
        Add(
            RowRuleKind.Range,
            from is null ? "max"
                : to is null ? "min"
                : "range",
            condition, string.Join(" and ", Bounds(least?.Text, most?.Text)).Insert(0, "be "));
    }

    void MakePattern(string pattern)
    {
        if (RefuseType(RuleKeys.Pattern, "has a pattern"))
            return;
        var source = (JsonTextSource)item.Reader.Source(RuleKeys.Pattern)!;
        if (
            RulePattern.Parse(
                pattern, (at, wrong) => reader.Report(RuleCodes.Pattern, $"The pattern cannot be taken: {wrong}.", source.PlaceOf(at))) is
            { } read)
            Add(RowRuleKind.Pattern, "pattern", new Expression.Matches(_value, read), $"match {pattern}");
    }

    void MakeLength()
    {
        if (RefuseType(RuleKeys.MinLength, "has a length") | RefuseType(RuleKeys.MaxLength, "has a length"))
            return;
        if (item.MinLength > item.MaxLength)
        {
            reader.Report(
                RuleCodes.Bounds, $"minLength is {item.MinLength} and maxLength is {item.MaxLength}; no text has both.",
                item.Reader.Where(RuleKeys.MaxLength));
            return;
        }

        var length = new Expression.Length(_value);
        var from = item.MinLength is { } least ? new Expression.Comparison(ComparisonOperator.GreaterOrEqual, length, Number(least)) : null;
        var to = item.MaxLength is { } most ? new Expression.Comparison(ComparisonOperator.LessOrEqual, length, Number(most)) : null;
        Expression condition = from is null ? to! : to is null ? from : new Expression.All([from, to]);
        Add(RowRuleKind.Length, from is null ? "maxLength" : to is null ? "minLength" : "length", condition,
            $"have {string.Join(" and ", Bounds(item.MinLength?.ToString(), item.MaxLength?.ToString()))} characters");
    }

    static Expression.Literal Number(int value) => LiteralText.Find($"{value}", new ColumnType.Integer())!;

    static IEnumerable<string> Bounds(string? least, string? most)
    {
        if (least is not null)
            yield return $"at least {least}";
        if (most is not null)
            yield return $"at most {most}";
    }

    Expression.Literal? ReadValue(JsonSource source)
    {
        var text = source switch
        {
            JsonNumberSource number when ExpressionTypes.IsNumber(column.Type) => number.Text,
            JsonBooleanSource truth when column.Type is ColumnType.Boolean => truth.Value ? "true" : "false",
            JsonTextSource written => written.Value,
            _ => null,
        };
        var value = text is null ? null : LiteralText.Find(text, column.Type);
        if (value is null)
            reader.Report(
                RuleCodes.NoValue, $"{Shown(source)} is no {column.Type}, which the column {column.Name} is.", source.Where,
                $"Write it for example as {LiteralText.Example(column.Type)}.");
        return value;
    }

    static string Shown(JsonSource source) => source switch
    {
        JsonTextSource text => $"\"{text.Value}\"",
        JsonNumberSource number => number.Text,
        JsonBooleanSource truth => truth.Value ? "true" : "false",
        _ => source.Kind,
    };

    /// <returns>Whether the key is there although the column is no text.</returns>
    bool RefuseType(Key key, string what)
    {
        var isText = key != RuleKeys.Min && key != RuleKeys.Max && column.Type is ColumnType.String;
        if (isText || item.Reader.Source(key) is not { } source)
            return false;
        reader.Report(RuleCodes.NotOfType, $"{key.Name} has no meaning for a column of type {column.Type}; "
            + $"{(what == "has a range" ? "a number, date, timestamp or time" : "text")} {what}.", source.Where,
            "Remove it, or give the column the type that it belongs to.");
        return true;
    }

    static string Listing(List<Expression.Literal> values)
    {
        const int Most = 8;
        var shown = string.Join(", ", values.Take(Most).Select(v => v.Text));
        return values.Count > Most ? $"{shown}, … ({values.Count})" : shown;
    }

    void Add(RowRuleKind kind, string key, Expression condition, string demand) => _rules.Add(new Rule.Row(kind, condition, demand)
    {
        Name = item.Name ?? $"{Names.SnakeCase([column.Name]).Names[0]}.{key}",
        Severity = item.Severity ?? RuleSeverity.Reject,
        Columns = [column.Name],
    });
}
