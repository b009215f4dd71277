namespace Granary.Testing;

/// <summary>Keys of objects that are harmless in S3 and that a folder would understand otherwise.</summary>
public static class HostileKeys
{
    public static TheoryData<string> All =>
        ["../x", "a/../../x", "a/..", "..", ".", "./a", "/etc/passwd", "a//b", "a\\..\\b", "a\0b", "/"];
}
