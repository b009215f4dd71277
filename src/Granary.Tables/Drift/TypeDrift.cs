using Granary.Model.Datasets;
using Granary.Tables.Loading;
using Granary.Tables.Plans;

namespace Granary.Tables.Drift;

/// <summary>The types of columns that the dataset does not declare: what their values look like, held against what was written.</summary>
/// <param name="Types">For each landed column what it is read as.</param>
/// <param name="Written">For each landed column what the next run holds its own against: a column without values has not become
/// text.</param>
sealed record TypeDrift(IReadOnlyList<ColumnType> Types, IReadOnlyList<ColumnType> Written, IReadOnlyList<string> Notes)
{
    /// <param name="sources">The landed columns as the files name them.</param>
    /// <param name="isInferred">Whether the dataset is silent about a column.</param>
    /// <param name="seen">What the values of each column leave possible.</param>
    /// <exception cref="Granary.Model.ProblemException">A column has another type and must not.</exception>
    public static TypeDrift Of(
        Dataset dataset, WrittenSchema? written, IReadOnlyList<string> sources, Func<int, bool> isInferred, IReadOnlyList<TypeEvidence> seen
    )
    {
        ColumnType[] types = [.. seen.Select(e => e.Type)];
        ColumnType[] next = [.. types];
        var changes = new List<SchemaChange>();
        var places = written is null || seen.Count == 0 ? [] : SchemaDrift.Places(written.Sources, sources);
        for (var i = 0; i < places.Count; i++)
        {
            if (places[i] is not { } place || !isInferred(place))
                continue;
            var (was, evidence) = (written!.Columns[i].Type, seen[place]);
            var takes = Takes(was, evidence);

            // Rows that stay keep their type, and the new ones are read into it; a table that is filled anew has the new one.
            if (!evidence.HasValues || (takes && LoadStrategy.Of(dataset).KeepsRows))
                next[place] = was;
            if (dataset.Drift == DriftMode.Quarantine || (dataset.Drift == DriftMode.Freeze && takes))
                types[place] = next[place] = was;
            if (next[place] != was)
                changes.Add(new SchemaChange.Retyped(sources[place], was, types[place]));
        }

        return new(types, next, ColumnDrift.Check(dataset, changes));
    }

    /// <summary>Whether every value that was looked at is one of the type, too.</summary>
    public static bool Takes(ColumnType type, TypeEvidence evidence)
    {
        if (!evidence.HasValues)
            return true;
        var isNumber = evidence.Possible.HasFlag(TypeKinds.Number);
        return type switch
        {
            ColumnType.String => true,
            ColumnType.Integer => isNumber && evidence is { Scale: 0, WholeDigits: <= 9 },
            ColumnType.BigInt => isNumber && evidence is { Scale: 0, WholeDigits: <= 18 },
            ColumnType.Decimal d => isNumber && evidence.Scale <= d.Scale && evidence.WholeDigits <= d.Precision - d.Scale,
            ColumnType.Double => isNumber || evidence.Possible.HasFlag(TypeKinds.Double),
            ColumnType.Boolean => evidence.Possible.HasFlag(TypeKinds.Boolean),
            ColumnType.Date => evidence.Possible.HasFlag(TypeKinds.Date),
            ColumnType.Timestamp => evidence.Possible.HasFlag(TypeKinds.Timestamp) || evidence.Possible.HasFlag(TypeKinds.Date),
            _ => false,
        };
    }
}
