namespace Granary.Platform.Objects;

/// <summary>An object that is being written in parts.</summary>
public sealed record ObjectUpload(ObjectAddress Address, string Id, DateTimeOffset StartedAt)
{
    /// <summary>The least size of a part that is not the last one.</summary>
    public const long MinPartBytes = 5 << 20;

    public const int MaxParts = 10_000;

    /// <summary>How long a home keeps an upload that nobody completes: its process is gone.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    /// <exception cref="ObjectsException">S3 has no part with this number.</exception>
    public static void CheckNumber(int number)
    {
        if (number is < 1 or > MaxParts)
            throw new ObjectsException(ObjectsError.InvalidPart, $"The part number is {number}; it goes from 1 to {MaxParts}.");
    }

    /// <summary>Checks the parts of which an object is to be made.</summary>
    /// <param name="sizeOf">The size of a stored part; null when there is none with this number and ETag.</param>
    /// <exception cref="ObjectsException">A part is missing, small or out of order.</exception>
    public static void Check(IReadOnlyList<UploadedPart> parts, Func<UploadedPart, long?> sizeOf)
    {
        if (parts.Count == 0)
            throw new ObjectsException(ObjectsError.InvalidPart, "An upload is completed with at least one part.");
        for (var i = 0; i < parts.Count; i++)
        {
            CheckNumber(parts[i].Number);
            if (i > 0 && parts[i].Number <= parts[i - 1].Number)
                throw new ObjectsException(ObjectsError.InvalidPart, $"Part {parts[i].Number} is named behind {parts[i - 1].Number}.");
            var size = sizeOf(parts[i])
                ?? throw new ObjectsException(ObjectsError.InvalidPart, $"Part {parts[i].Number} does not exist with this ETag.");
            if (size < MinPartBytes && i < parts.Count - 1)
                throw new ObjectsException(
                    ObjectsError.InvalidPart, $"Part {parts[i].Number} has {size} bytes; all but the last have at least {MinPartBytes}.");
        }
    }
}

/// <param name="Number">1 to 10,000; the order of the parts.</param>
public sealed record UploadedPart(int Number, string ETag);
