using System.Reflection;
using System.Runtime.Loader;

namespace Granary.Testing;

/// <summary>Loads assemblies of the program once more, on a platform for which no package has a native library.</summary>
/// <param name="assemblies">The assemblies that are loaded anew; the others are the program's own.</param>
public sealed class WithoutNativeLibraries(params string[] assemblies) : AssemblyLoadContext(nameof(WithoutNativeLibraries))
{
    public Type Load(Type type) => LoadFromAssemblyPath(type.Assembly.Location).GetType(type.FullName!, throwOnError: true)!;

    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblies.Contains(assemblyName.Name)
            ? LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, $"{assemblyName.Name}.dll"))
            : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName) => throw new DllNotFoundException(unmanagedDllName);
}
