using System.Text.Json.Serialization;
using Granary.Model.Datasets;

namespace Granary.Tables.Plans;

/// <summary>
/// What all values of one column that were looked at leave possible. Evidence of parts of a table is joined; the order does not matter.
/// </summary>
/// <param name="HasValues">Whether there was any value but the empty text.</param>
/// <param name="Possible">The kinds that every value is of.</param>
/// <param name="WholeDigits">The most digits before the point of a number.</param>
/// <param name="Scale">The most digits behind it.</param>
public sealed record TypeEvidence(bool HasValues, TypeKinds Possible, int WholeDigits, int Scale)
{
    const int MostWholeDigits = 18;

    /// <summary>Of no values: everything is possible.</summary>
    public static TypeEvidence None { get; } = new(HasValues: false, TypeKinds.All, 0, 0);

    /// <summary>What a column of such values is read as; docs/datasets.md, "Inference".</summary>
    [JsonIgnore]
    public ColumnType Type
    {
        get
        {
            if (!HasValues)
                return new ColumnType.String();
            if (Possible.HasFlag(TypeKinds.Number))
                return Number();
            if (Possible.HasFlag(TypeKinds.Double))
                return new ColumnType.Double();
            if (Possible.HasFlag(TypeKinds.Boolean))
                return new ColumnType.Boolean();
            if (Possible.HasFlag(TypeKinds.Date))
                return new ColumnType.Date();
            return Possible.HasFlag(TypeKinds.Timestamp) ? new ColumnType.Timestamp() : new ColumnType.String();
        }
    }

    public TypeEvidence Join(TypeEvidence other) => new(
        HasValues || other.HasValues, Possible & other.Possible, Math.Max(WholeDigits, other.WholeDigits), Math.Max(Scale, other.Scale));

    /// <summary>Exact wherever 38 digits are enough; wide, so that tomorrow's file has room.</summary>
    ColumnType Number()
    {
        if (Scale == 0 && WholeDigits <= MostWholeDigits)
            return new ColumnType.BigInt();
        var digits = WholeDigits + Scale;
        return digits > ColumnType.MostDigits
            ? new ColumnType.String()
            : new ColumnType.Decimal(digits <= 18 ? 18 : ColumnType.MostDigits, Scale);
    }
}

/// <summary>What texts may be besides text.</summary>
[Flags]
[JsonConverter(typeof(JsonStringEnumConverter<TypeKinds>))]
public enum TypeKinds
{
    None = 0,
    Number = 1,
    Double = 2,
    Boolean = 4,
    Date = 8,
    Timestamp = 16,
    All = 31,
}
