namespace Granary.Platform.Objects;

/// <summary>What must hold in the moment in which an object appears.</summary>
public abstract record PutCondition
{
    PutCondition()
    {
    }

    /// <summary>There is no object with the key: <c>If-None-Match: *</c>.</summary>
    public sealed record Absent : PutCondition;

    /// <summary>The object with the key has this ETag: <c>If-Match</c>.</summary>
    public sealed record Unchanged(string ETag) : PutCondition;

    /// <param name="etag">Of the object that has the key; null when there is none.</param>
    /// <exception cref="ObjectsException">The condition does not hold.</exception>
    public void Check(ObjectAddress address, string? etag)
    {
        if (this is Unchanged && etag is null)
            throw ObjectsException.NotFound(address);
        if (this is Unchanged unchanged ? unchanged.ETag != etag : etag is not null)
            throw new ObjectsException(ObjectsError.PreconditionFailed, $"{address} is no longer as the writer expects it.");
    }
}
