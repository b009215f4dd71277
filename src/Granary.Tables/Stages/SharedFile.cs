using System.Runtime.InteropServices;

namespace Granary.Tables.Stages;

/// <summary>A file that is in two places and takes room once. Its bytes must never be changed.</summary>
public static class SharedFile
{
    /// <summary>Gives a file a second name; a copy where the file system has no links.</summary>
    /// <param name="target">Must not exist; its folder must.</param>
    public static void Create(string source, string target)
    {
        if (OperatingSystem.IsWindows() || Link(source, target) != 0)
            File.Copy(source, target);
    }

    /// <summary>Gives a file a second name in place of what is there; at any moment one of the two is.</summary>
    public static void Put(string source, string target)
    {
        var arriving = target + ".arriving";
        File.Delete(arriving);
        Create(source, arriving);
        File.Move(arriving, target, overwrite: true);

        // To rename one link of a file to another of the same does nothing. Source: POSIX, rename.
        File.Delete(arriving);
    }

    // Generated marshalling would need unsafe code, which stays beside the engine's native calls.
    [DllImport("libc", EntryPoint = "link")]
    static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string existing, [MarshalAs(UnmanagedType.LPUTF8Str)] string link);
}
