using Granary.Model.Datasets;
using Granary.Tables.Cleansing;

namespace Granary.Tables.Spark;

/// <summary>
/// How Spark makes a typed value of a column's text, in layers: each is a SELECT around the one before, so that what is used twice is
/// computed once.
/// </summary>
/// <param name="number">The column's place in its plan, from 0; part of all names, so that the layers of all columns fit into the same
/// SELECTs.</param>
sealed class ColumnSql(ColumnPlan plan, int number)
{
    /// <summary>What docs/types.md cuts at both ends.</summary>
    public const string Blanks = " \t\n\r\f\v\u00A0";

    readonly List<List<SparkSql>> _layers = [];

    public ColumnPlan Plan => plan;

    /// <summary>The expressions of each layer, with their names.</summary>
    public IReadOnlyList<IReadOnlyList<SparkSql>> Layers => _layers;

    /// <summary>The text as it was landed.</summary>
    public SparkName Source => Name("s");

    /// <summary>The text without its blanks; NULL when it means that.</summary>
    public SparkName Text => Name("t");

    /// <summary>The value; NULL also when the text is none.</summary>
    public SparkName Value => Name("v");

    /// <summary>Why a time is no moment of the column's zone; NULL otherwise. Only where there is a zone.</summary>
    public SparkName? Complaint { get; private set; }

    public static ColumnSql Of(ColumnPlan plan, int number)
    {
        var column = new ColumnSql(plan, number);
        column.AddText();
        var value = plan.Type switch
        {
            ColumnType.String => SparkSql.From($"{column.Text}"),
            ColumnType.Boolean => BooleanSql.Of(column),
            ColumnType.Date or ColumnType.Timestamp or ColumnType.Time => MomentSql.Of(column),
            _ => NumberSql.Of(column),
        };
        column.Add(column.Value, value);
        return column;
    }

    public SparkName Name(string what) => new($"{what}{number}");

    /// <summary>Adds a layer with one expression.</summary>
    /// <returns>The name it was given.</returns>
    public SparkName Add(string what, SparkSql expression) => Add(Name(what), expression);

    /// <summary>Adds a layer with several expressions, none of which sees another.</summary>
    public IReadOnlyList<SparkName> AddAll(IEnumerable<(string What, SparkSql Expression)> expressions)
    {
        var named = expressions.Select(e => (Name: Name(e.What), e.Expression)).ToList();
        _layers.Add([.. named.Select(n => SparkSql.From($"{n.Expression} AS {n.Name}"))]);
        return [.. named.Select(n => n.Name)];
    }

    public void SayWhy(string what, SparkSql complaint) => Complaint = Add(what, complaint);

    /// <summary>The column's number from 1 when a value does not fit, its negative when one is missing, NULL when neither is so.</summary>
    public SparkSql Fault
    {
        get
        {
            var missing = plan.Required ? SparkSql.From($"WHEN {Text} IS NULL THEN {-(number + 1)} ") : default;
            return SparkSql.From($"CASE {missing}WHEN {Text} IS NOT NULL AND {Value} IS NULL THEN {number + 1} END");
        }
    }

    SparkName Add(SparkName name, SparkSql expression)
    {
        _layers.Add([SparkSql.From($"{expression} AS {name}")]);
        return name;
    }

    void AddText()
    {
        var cut = Add("x", SparkSql.From($"btrim({Source}, {Blanks})"));
        var tokens = SparkSql.Join(", ", plan.NullTokens.Prepend("").Select(t => SparkSql.From($"{t}")));
        Add(Text, SparkSql.From($"CASE WHEN {cut} NOT IN ({tokens}) THEN {cut} END"));
    }
}
