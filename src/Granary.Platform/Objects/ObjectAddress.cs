namespace Granary.Platform.Objects;

/// <summary>Where an object is: <c>s3://BUCKET/KEY</c>.</summary>
/// <param name="Key">Without a slash at its beginning. May be empty, or end in '/', for an address that is a prefix.</param>
public sealed record ObjectAddress(string Bucket, string Key)
{
    /// <summary>The longest key, in bytes of UTF-8.</summary>
    public const int MaxKeyBytes = 1024;

    const string Scheme = "s3://";

    /// <exception cref="ObjectsException">The text is not an address of an object.</exception>
    public static ObjectAddress Parse(string address)
    {
        if (!address.StartsWith(Scheme, StringComparison.Ordinal))
            throw new ObjectsException(ObjectsError.InvalidKey, $"'{address}' is not the address of an object; it begins with {Scheme}.");
        var rest = address[Scheme.Length..];
        var slash = rest.IndexOf('/');
        return slash < 0 ? new(rest, "") : new(rest[..slash], rest[(slash + 1)..]);
    }

    public override string ToString() => $"{Scheme}{Bucket}/{Key}";
}
