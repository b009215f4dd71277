namespace Granary.Platform.Objects;

/// <summary>Why an operation on objects was refused.</summary>
public enum ObjectsError
{
    BucketNotFound,
    ObjectNotFound,
    UploadNotFound,

    /// <summary>The home cannot keep an object with this key, or S3 would not.</summary>
    InvalidKey,
    InvalidRange,
    InvalidPart,
    PreconditionFailed,
}

/// <summary>An object could not be read or written; nothing was changed.</summary>
public sealed class ObjectsException(ObjectsError error, string message, Exception? cause = null) : Exception(message, cause)
{
    public ObjectsError Error => error;

    public static ObjectsException NoBucket(string bucket) => new(ObjectsError.BucketNotFound, $"The bucket {bucket} does not exist.");

    public static ObjectsException NotFound(ObjectAddress address) => new(ObjectsError.ObjectNotFound, $"{address} does not exist.");

    public static ObjectsException NoUpload(ObjectUpload upload) =>
        new(ObjectsError.UploadNotFound, $"The upload {upload.Id} of {upload.Address} was completed, aborted or removed.");
}
