using Granary.Model.Shapes;

namespace Granary.Model.Environments;

/// <summary>The shapes of what AWS gives names to. Light: they catch slips, the account has the last word.</summary>
static class AwsText
{
    static readonly string[] ReservedStarts = ["xn--", "sthree-", "amzn-s3-demo-"];
    static readonly string[] ReservedEnds = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

    public static readonly TextShape Region = new(new("GR1110", "^[a-z]{2}(-[a-z]+)+-[0-9]$", "a region looks like us-east-2"));

    // Source: S3 user guide, "General purpose bucket naming rules".
    public static readonly TextShape Bucket = new(new("GR1111", "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$",
        "a bucket's name has 3 to 63 lower-case letters, digits, dots and hyphens, begins and ends with a letter or digit, and is no IP "
            + "address")
    {
        Holds = name => !name.Contains("..")
            && !IsAddress(name)
            && !ReservedStarts.Any(name.StartsWith)
            && !ReservedEnds.Any(name.EndsWith),
        Hint = "Write the name alone, without s3:// and without a path.",
    });

    public static readonly TextShape Role = new(
        new("GR1112", "^arn:[a-z-]+:iam::[0-9]{12}:role/[!-~]+$", "the ARN of a role looks like arn:aws:iam::123456789012:role/NAME"));

    public static readonly TextShape Layer = new(new("GR1112", "^arn:[a-z-]+:lambda:[a-z0-9-]+:[0-9]{12}:layer:[A-Za-z0-9_-]+:[0-9]+$",
        "the ARN of a layer's version looks like arn:aws:lambda:us-east-2:123456789012:layer:NAME:1"));

    // Glue folds names to lower case and Athena then finds nothing under the name as written.
    public static readonly TextShape Database = new(new("GR1113", "^[a-z0-9_-]{1,255}$",
        "a catalog database's name has up to 255 lower-case letters, digits, '_' and '-'"));

    // Source: DynamoDB developer guide, "Naming rules".
    public static readonly TextShape ItemTable = new(new("GR1113", "^[A-Za-z0-9_.-]{3,255}$",
        "a DynamoDB table's name has 3 to 255 letters, digits, '_', '-' and '.'"));

    public static readonly TextShape KeyPrefix = new(new("GR1114", "^[A-Za-z0-9!_.*'()-]+(/[A-Za-z0-9!_.*'()-]+)*/*$",
        "a prefix has letters, digits and !-_.*'() between single slashes, and no slash before the first")
    {
        Holds = prefix => !prefix.Split('/').Any(part => part is "." or ".."),
    });

    public static readonly TextShape S3Location = new(new("GR1116", "^s3://[a-z0-9.-]+/[^,]*$", "it looks like s3://BUCKET/KEY"));

    public static readonly TextShape S3Locations = new(new("GR1116", "^s3://[a-z0-9.-]+/[^,]*(,s3://[a-z0-9.-]+/[^,]*)*$",
        "it looks like s3://BUCKET/KEY, several with commas between them"));

    public static readonly TextShape NameToken = new(
        new("GR1109", "^[A-Za-z0-9_-]+$", "it becomes part of names and has letters, digits, '-' and '_'"));

    static bool IsAddress(string name) => name.Split('.') is { Length: 4 } parts && parts.All(part => part.All(char.IsAsciiDigit));
}
