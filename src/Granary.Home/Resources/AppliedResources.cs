using System.Text.Json;
using Granary.Home.Storage;
using Granary.Platform.Stacks;

namespace Granary.Home.Resources;

/// <summary>The resources that stand in the home, by name.</summary>
sealed class AppliedResources(Database database)
{
    readonly Dictionary<string, Resource?> _found = new(StringComparer.Ordinal);
    readonly Lock _lock = new();

    /// <summary>Brings the home to the stack: writes what is new or different, leaves alone what is not in it.</summary>
    /// <returns>The addresses of what was created or changed.</returns>
    public IReadOnlyList<string> Apply(Stack stack)
    {
        var changed = new List<string>();
        database.Transaction(() =>
        {
            foreach (var resource in stack.Resources)
            {
                var written = database.Execute(
                    """
                    INSERT INTO resource (address, definition) VALUES (?1, ?2)
                    ON CONFLICT (address) DO UPDATE SET definition = excluded.definition WHERE definition <> excluded.definition
                    """,
                    resource.Address,
                    JsonSerializer.Serialize(resource, ResourceJson.Default.Resource));
                if (written > 0)
                    changed.Add(resource.Address);
            }
        });
        lock (_lock)
            _found.Clear();
        return changed;
    }

    /// <returns>The resource of that kind and name, or null.</returns>
    public T? Find<T>(string name) where T : Resource, IResourceKind
    {
        var address = $"{T.Kind}/{name}";
        lock (_lock)
        {
            if (!_found.TryGetValue(address, out var resource))
            {
                resource = database
                    .Query("SELECT definition FROM resource WHERE address = ?1", r => Read(r.GetString(0)), address)
                    .FirstOrDefault();
                _found.Add(address, resource);
            }

            return (T?)resource;
        }
    }

    public IReadOnlyList<T> All<T>()
        where T : Resource, IResourceKind =>
        [
            .. database
                .Query("SELECT definition FROM resource WHERE address LIKE ?1 ORDER BY address", r => Read(r.GetString(0)), $"{T.Kind}/%")
                .OfType<T>(),
        ];

    static Resource? Read(string definition) => JsonSerializer.Deserialize(definition, ResourceJson.Default.Resource);
}
