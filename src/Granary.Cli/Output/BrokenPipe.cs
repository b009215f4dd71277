namespace Granary.Cli.Output;

/// <summary>Distinguishes a reader that has closed its end of a pipe from other failures to write.</summary>
static class BrokenPipe
{
    /// <summary>
    /// EPIPE, and on Windows ERROR_BROKEN_PIPE and ERROR_NO_DATA. Source: Linux and macOS, errno.h; winerror.h. .NET has them as the
    /// result of an IOException.
    /// </summary>
    static readonly int[] Results = [32, unchecked((int)0x8007006D), unchecked((int)0x800700E8)];

    public static bool Is(IOException failure) => Results.Contains(failure.HResult);
}
