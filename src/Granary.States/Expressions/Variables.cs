using Granary.States.Values;

namespace Granary.States.Expressions;

/// <summary>The variables of one machine, branch or iteration; an inner one sees the outer ones and cannot change them.</summary>
/// <param name="own">Those that are set already.</param>
sealed class Variables(Variables? outer = null, DataObject? own = null)
{
    DataObject _own = own ?? DataObject.Empty;

    public Data? Find(string name) => _own.Find(name) ?? outer?.Find(name);

    /// <summary>Sets all of an Assign at once, after its values have been evaluated against the old ones.</summary>
    public void Set(DataObject assigned)
    {
        foreach (var (name, value) in assigned.Members)
            _own = _own.With(name, value);
    }
}
