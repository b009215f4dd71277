using Granary.Home.Storage;
using Granary.Platform.Stacks;

namespace Granary.Home.Resources;

/// <summary>The resources of the home, by name, and whose they are.</summary>
sealed class AppliedResources(Database database)
{
    readonly Dictionary<string, Resource?> _found = new(StringComparer.Ordinal);
    readonly Lock _lock = new();

    /// <returns>The resource of that kind and name, or null.</returns>
    public T? Find<T>(string name) where T : Resource, IResourceKind => (T?)Find($"{T.Kind}/{name}");

    public IReadOnlyList<T> All<T>()
        where T : Resource, IResourceKind =>
        [
            .. database
                .Query("SELECT definition FROM resource WHERE address LIKE ?1 ORDER BY address", r => Read(r.GetString(0)), $"{T.Kind}/%")
                .OfType<T>(),
        ];

    internal Resource? Find(string address)
    {
        lock (_lock)
        {
            if (!_found.TryGetValue(address, out var resource))
            {
                resource = database
                    .Query("SELECT definition FROM resource WHERE address = ?1", r => Read(r.GetString(0)), address)
                    .FirstOrDefault();
                _found.Add(address, resource);
            }

            return resource;
        }
    }

    /// <summary>Forgets what was read: another process may have applied a stack.</summary>
    internal void Refresh()
    {
        lock (_lock)
            _found.Clear();
    }

    internal void Put(Resource resource)
    {
        database.Execute(
            "INSERT INTO resource (address, definition) VALUES (?1, ?2) ON CONFLICT (address) DO UPDATE SET definition = "
                + "excluded.definition",
            resource.Address, StackJson.Write(resource));
        Refresh();
    }

    internal void Remove(Resource resource)
    {
        database.Execute("DELETE FROM resource WHERE address = ?1", resource.Address);
        Refresh();
    }

    internal IReadOnlyList<Resource> OwnedBy(StackOwner owner) => database.Query(
        "SELECT definition FROM resource WHERE project = ?1 AND environment = ?2 ORDER BY address", r => Read(r.GetString(0)),
        owner.Project, owner.Environment);

    internal StackOwner? OwnerOf(Resource resource) => database.Query(
        "SELECT project, environment FROM resource WHERE address = ?1 AND project IS NOT NULL",
        r => new StackOwner(r.GetString(0), r.GetString(1)), resource.Address).FirstOrDefault();

    internal void SetOwner(Resource resource, StackOwner owner) => database.Execute(
        "UPDATE resource SET project = ?2, environment = ?3 WHERE address = ?1", resource.Address, owner.Project, owner.Environment);

    static Resource Read(string definition) => StackJson.ReadResource(definition);
}
