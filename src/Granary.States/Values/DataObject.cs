namespace Granary.States.Values;

/// <summary>Members in the order they were written.</summary>
public sealed class DataObject : Data
{
    /// <summary>Up to here looking through the members one by one is quicker than an index.</summary>
    const int SmallCount = 8;

    readonly KeyValuePair<string, Data>[] _members;
    Dictionary<string, int>? _index;

    /// <param name="members">No key twice. Kept, not copied.</param>
    public DataObject(params KeyValuePair<string, Data>[] members) => _members = members;

    public static DataObject Empty { get; } = new();

    public int Count => _members.Length;

    public ReadOnlySpan<KeyValuePair<string, Data>> Members => _members;

    public override string Kind => "an object";

    public static DataObject Of(params ReadOnlySpan<(string Key, Data Value)> members)
    {
        var copy = new KeyValuePair<string, Data>[members.Length];
        for (var i = 0; i < copy.Length; i++)
            copy[i] = new(members[i].Key, members[i].Value);
        return new(copy);
    }

    /// <summary>The member's value, or null when there is no such member.</summary>
    public Data? Find(string key)
    {
        var at = IndexOf(key);
        return at < 0 ? null : _members[at].Value;
    }

    /// <summary>A copy in which a member has this value: in its old place, or at the end when it is new.</summary>
    public DataObject With(string key, Data value)
    {
        var at = IndexOf(key);
        var copy = new KeyValuePair<string, Data>[at < 0 ? _members.Length + 1 : _members.Length];
        _members.CopyTo(copy, 0);
        copy[at < 0 ? ^1 : at] = new(key, value);
        return new(copy);
    }

    public IEnumerable<Data> Values() => _members.Select(m => m.Value);

    public override bool Equals(Data? other)
    {
        if (other is not DataObject o || o.Count != Count)
            return false;
        foreach (var (key, value) in _members)
        {
            if (o.Find(key) is not { } theirs || !value.Equals(theirs))
                return false;
        }

        return true;
    }

    public override int GetHashCode() => 5 + _members.Length;

    int IndexOf(string key)
    {
        if (_members.Length > SmallCount)
            return (_index ??= MakeIndex()).GetValueOrDefault(key, -1);
        for (var i = 0; i < _members.Length; i++)
        {
            if (_members[i].Key == key)
                return i;
        }

        return -1;
    }

    Dictionary<string, int> MakeIndex()
    {
        var index = new Dictionary<string, int>(_members.Length, StringComparer.Ordinal);
        for (var i = 0; i < _members.Length; i++)
            index.Add(_members[i].Key, i);
        return index;
    }
}
