using System.Text.Json.Nodes;
using Granary.Model;
using Granary.States.Values;

namespace Granary.States.Expressions;

/// <summary>
/// A payload template: JSON in which the members whose names end in <c>.$</c> are evaluated. Read once; parts without such members are
/// shared.
/// </summary>
public sealed class Template
{
    Template(Data source, TemplateNode root)
    {
        Source = source;
        Root = root;
    }

    /// <summary>The template as it was written.</summary>
    public Data Source { get; }

    internal TemplateNode Root { get; }

    /// <summary>A template of this JSON.</summary>
    /// <exception cref="ProblemException">GR2012, with one problem for each bad expression.</exception>
    public static Template Parse(Data source)
    {
        var problems = new List<Problem>();
        var template = Parse(source, (_, problem) => problems.Add(problem));
        return template ?? throw new ProblemException(problems);
    }

    public static implicit operator Template(JsonNode source) => Parse(Data.From(source));

    /// <param name="report">Told of every bad member, with its place such as <c>/a/b.$</c>.</param>
    internal static Template? Parse(Data source, Action<string, Problem> report)
    {
        var root = TemplateNode.Read(source, "", report);
        return root is null ? null : new(source, root);
    }

    /// <exception cref="TemplateException">A member has no value.</exception>
    internal Data Evaluate(Data input, Scope scope) => Root.Evaluate(input, scope);
}

/// <summary>A member of a template that has no value.</summary>
sealed class TemplateException(string member, Expression expression, EvaluationException cause) : Exception(cause.Message, cause)
{
    /// <summary>The member's name, <c>.$</c> included.</summary>
    public string Field => member;

    public Expression Expression => expression;

    public EvaluationException Why => cause;
}
