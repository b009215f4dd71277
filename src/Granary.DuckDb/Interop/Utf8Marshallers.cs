using System.Runtime.InteropServices.Marshalling;

namespace Granary.DuckDb;

/// <summary>A text that the library has allocated for us.</summary>
[CustomMarshaller(typeof(string), MarshalMode.ManagedToUnmanagedOut, typeof(CallerFreesUtf8))]
static unsafe class CallerFreesUtf8
{
    public static string? ConvertToManaged(byte* text) => Utf8StringMarshaller.ConvertToManaged(text);

    public static void Free(byte* text) => Native.Free(text);
}

/// <summary>A text that stays the library's.</summary>
[CustomMarshaller(typeof(string), MarshalMode.ManagedToUnmanagedOut, typeof(LibraryOwnsUtf8))]
static unsafe class LibraryOwnsUtf8
{
    public static string? ConvertToManaged(byte* text) => Utf8StringMarshaller.ConvertToManaged(text);
}
