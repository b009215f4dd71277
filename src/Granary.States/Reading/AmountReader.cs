using Granary.States.Definition;

namespace Granary.States.Reading;

/// <summary>Reads fields that say how many, as a number or as a path to one.</summary>
static class AmountReader
{
    public static Amount? Read(Fields fields, string name, long least, long most = long.MaxValue)
    {
        fields.Exclude(name, name + "Path");
        if (fields.PlaceAt(name + "Path") is { } path)
            return new Amount.At(path);
        return fields.Whole(name, least, most) is { } count ? new Amount.Fixed(count) : null;
    }

    public static Amount? ReadPercentage(Fields fields, string name)
    {
        fields.Exclude(name, name + "Path");
        if (fields.PlaceAt(name + "Path") is { } path)
            return new Amount.At(path);
        if (fields.Number(name, 0) is not { } percentage)
            return null;
        if (percentage > 100)
            fields.Refuse("GR2005", $"{name} of {fields.Owner} is {percentage}; it must be at most 100.", fields.Find(name)!.Value, name);
        return new Amount.Fixed(percentage);
    }
}
