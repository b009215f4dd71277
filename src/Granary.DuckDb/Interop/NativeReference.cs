using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Granary.DuckDb;

/// <summary>Lets the library keep one of our objects alive until it calls <see cref="Free"/>.</summary>
static unsafe class NativeReference
{
    public static delegate* unmanaged[Cdecl]<nint, void> Free => &Release;

    public static nint To(object target) => GCHandle.ToIntPtr(GCHandle.Alloc(target));

    public static T Get<T>(nint reference) where T : class => (T)GCHandle.FromIntPtr(reference).Target!;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void Release(nint reference)
    {
        GCHandle.FromIntPtr(reference).Free();
    }
}
