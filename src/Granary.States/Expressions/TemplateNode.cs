using System.Diagnostics;
using Granary.Model;
using Granary.States.Values;

namespace Granary.States.Expressions;

/// <summary>A part of a template, as a closed set.</summary>
abstract record TemplateNode
{
    TemplateNode() { }

    public sealed record Constant(Data Value) : TemplateNode;

    public sealed record Dynamic(string Field, Expression Expression) : TemplateNode;

    public sealed record Members((string Key, TemplateNode Value)[] All) : TemplateNode;

    public sealed record Items(TemplateNode[] All) : TemplateNode;

    /// <returns>Null when something was reported.</returns>
    public static TemplateNode? Read(Data source, string place, Action<string, Problem> report) => source switch
    {
        DataObject o => ReadObject(o, place, report),
        DataArray a => ReadArray(a, place, report),
        _ => new Constant(source),
    };

    public Data Evaluate(Data input, Scope scope)
    {
        switch (this)
        {
            case Constant c:
                return c.Value;
            case Dynamic d:
                try
                {
                    return d.Expression.Evaluate(input, scope);
                }
                catch (EvaluationException e)
                {
                    throw new TemplateException(d.Field, d.Expression, e);
                }

            case Members m:
                var members = new KeyValuePair<string, Data>[m.All.Length];
                for (var i = 0; i < members.Length; i++)
                    members[i] = new(m.All[i].Key, m.All[i].Value.Evaluate(input, scope));
                return new DataObject(members);
            case Items list:
                return new DataArray(Array.ConvertAll(list.All, n => n.Evaluate(input, scope)));
            default:
                throw new UnreachableException();
        }
    }

    static TemplateNode? ReadObject(DataObject source, string place, Action<string, Problem> report)
    {
        var members = new (string Key, TemplateNode? Value)[source.Count];
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < members.Length; i++)
        {
            var (key, value) = source.Members[i];
            var here = $"{place}/{key}";
            var isDynamic = key.EndsWith(".$", StringComparison.Ordinal);
            var name = isDynamic ? key[..^2] : key;
            members[i] = (name, isDynamic ? ReadDynamic(key, value, here, report) : Read(value, here, report));
            if (names.Add(name))
                continue;
            report(here, new("GR2013", ProblemKind.Usage,
                $"'{name}' stands here twice: once as it is and once with '.$'.", "Keep one of the two."));
            members[i].Value = null;
        }

        if (Array.Exists(members, m => m.Value is null))
            return null;
        return Array.TrueForAll(members, m => m.Value is Constant) ? new Constant(source) : new Members(members!);
    }

    static TemplateNode? ReadArray(DataArray source, string place, Action<string, Problem> report)
    {
        var items = source.Select((item, i) => Read(item, $"{place}/{i}", report)).ToArray();
        if (Array.Exists(items, i => i is null))
            return null;
        return Array.TrueForAll(items, i => i is Constant) ? new Constant(source) : new Items(items!);
    }

    static Dynamic? ReadDynamic(string key, Data value, string place, Action<string, Problem> report)
    {
        if (value is not DataText text)
        {
            report(
                place,
                new(
                    "GR2012", ProblemKind.Usage, $"'{key}' must be text that holds a path or a function call, not {value.Kind}.",
                    $"Write '{key[..^2]}' if the value is meant as it stands."));
            return null;
        }

        if (Expression.TryParse(text.Value, out var expression, out var why))
            return new(key, expression);
        report(
            place,
            new(
                "GR2012", ProblemKind.Usage, $"'{text.Value}' for '{key}' is neither a path nor a function call: {why}",
                $"Write '{key[..^2]}' if the text is meant as it stands."));
        return null;
    }
}
