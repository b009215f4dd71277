using System.Globalization;
using Granary.States.Definition;
using Granary.States.Execution;
using Granary.States.Values;

namespace Granary.States.Maps;

/// <summary>The numbers of a Map state, written out or found in its input, where text that holds a number will do.</summary>
sealed class MapNumbers(Visit visit, Data input)
{
    /// <summary>A whole number; null when the field is not there.</summary>
    public long? Whole(Amount? amount, string field)
    {
        if (Find(amount) is not { } found)
            return null;
        if (Number(found) is { } number && Math.Floor(number) == number)
            return (long)number;
        throw Refuse(amount, field, found, "integer");
    }

    /// <summary>A whole number that is not negative.</summary>
    public long? Count(Amount? amount, string field) =>
        Whole(amount, field) is not { } count ? null
        : count >= 0 ? count
        : throw new StateFailure(ErrorNames.Runtime, field == "MaxConcurrency"
            ? $"Expected non-negative integer for {field}, but got '{count}' instead."
            : $"{field} cannot be negative.");

    /// <summary>0 to 100.</summary>
    public double? Percentage(Amount? amount, string field)
    {
        if (Find(amount) is not { } found)
            return null;
        var percentage = Number(found) ?? throw Refuse(amount, field, found, "float");
        return percentage is >= 0 and <= 100
            ? percentage
            : throw new StateFailure(ErrorNames.Runtime, $"{field} must be between 0 and 100.");
    }

    Data? Find(Amount? amount) => amount switch
    {
        Amount.Fixed f => new DataNumber(f.Count.ToString(CultureInfo.InvariantCulture)),
        Amount.At a => visit.Find(a.Path, input),
        _ => null,
    };

    static StateFailure Refuse(Amount? amount, string field, Data found, string wanted) => new(
        ErrorNames.Runtime,
        $"The {field}Path field refers to value \"{(found is DataText t ? t.Value : found.ToString())}\" which is not a valid {wanted}: "
            + $"{(amount as Amount.At)?.Path.Text}");

    static double? Number(Data value) =>
        value switch
        {
            DataNumber n => n.Value,
            DataText t
                when double.TryParse(t.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    && double.IsFinite(number) => number,
            _ => null,
        };
}
