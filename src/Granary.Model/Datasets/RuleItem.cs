using Granary.Model.Json;
using Granary.Model.Rules;
using Granary.Model.Shapes;

namespace Granary.Model.Datasets;

/// <summary>What a column or an item of <c>rules</c> asks, as it is in the file, before the columns' types are known.</summary>
/// <param name="Reader">Knows where each key stands.</param>
sealed record RuleItem(ObjectReader Reader)
{
    /// <summary>The column that the item belongs to or names.</summary>
    public string? Column { get; init; }

    public IReadOnlyList<string> Columns { get; init; } = [];

    public string? Name { get; init; }

    public RuleSeverity? Severity { get; init; }

    public bool Required { get; init; }

    public IReadOnlyList<JsonSource>? Allowed { get; init; }

    public JsonSource? Min { get; init; }

    public JsonSource? Max { get; init; }

    public string? Pattern { get; init; }

    public int? MinLength { get; init; }

    public int? MaxLength { get; init; }

    public bool Unique { get; init; }

    public ReferencesItem? References { get; init; }

    public JsonTextSource? Expression { get; init; }

    public RowCountItem? RowCount { get; init; }

    public FreshnessItem? Freshness { get; init; }
}

/// <param name="Columns">Null where they are called as the columns that refer to them.</param>
sealed record ReferencesItem(string Table, IReadOnlyList<string>? Columns);

sealed record RowCountItem(int? Min, int? Max);

sealed record FreshnessItem(string Column, string Within);
