using Granary.Model;
namespace Granary.Home.Storage;

/// <summary>Where the parts of a home are: <c>granary.db</c>, <c>buckets/</c>, <c>ledger/</c>, <c>locks/</c>, <c>tmp/</c>.</summary>
/// <param name="path">The home's folder, as a full path.</param>
sealed class HomeFiles(string path)
{
    public string Path => path;

    public Reserve Reserve { get; } = new(System.IO.Path.Combine(path, "reserve"));

    public string Database => System.IO.Path.Combine(path, "granary.db");

    public string Buckets => System.IO.Path.Combine(path, "buckets");

    public string Ledger => System.IO.Path.Combine(path, "ledger");

    public string Locks => System.IO.Path.Combine(path, "locks");

    /// <summary>A folder for what need not outlive the process that names it.</summary>
    public string TemporaryFolder(string name) => System.IO.Path.Combine(path, "tmp", name);

    public string LockFile(string name) => System.IO.Path.Combine(Locks, name);

    public void Create()
    {
        Directory.CreateDirectory(Buckets);
        Directory.CreateDirectory(TemporaryFolder(""));
        Directory.CreateDirectory(Locks);
    }

    /// <exception cref="ProblemException">There is no home.</exception>
    public void RequireExisting()
    {
        if (!File.Exists(Database))
            throw new ProblemException(
                new Problem(
                    "GR4012", ProblemKind.NotFound, $"There is no home in {path}.",
                    "granary run PROJECT creates it; GRANARY_HOME names another folder."));
    }
}
