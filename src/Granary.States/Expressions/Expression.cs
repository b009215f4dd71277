using System.Diagnostics.CodeAnalysis;
using Granary.Model;
using Granary.States.Intrinsics;
using Granary.States.Paths;
using Granary.States.Values;

namespace Granary.States.Expressions;

/// <summary>What follows a name that ends in <c>.$</c>: a path, or a call of an intrinsic function. A closed set.</summary>
public abstract class Expression
{
    private protected Expression(string text) => Text = text;

    public string Text { get; }

    /// <summary>Whether it can give text; only functions tell without being called.</summary>
    internal virtual bool MayBeText => true;

    /// <exception cref="ProblemException">GR2010, GR2012.</exception>
    public static Expression Parse(string text) =>
        TryParse(text, out var expression, out var why)
            ? expression
            : throw new ProblemException(new Problem("GR2012", ProblemKind.Usage,
                $"'{text}' is neither a path nor a function call: {why}"));

    public static bool TryParse(string text, [NotNullWhen(true)] out Expression? expression, [NotNullWhen(false)] out string? why)
    {
        if (!text.StartsWith("States.", StringComparison.Ordinal))
        {
            expression = JsonPath.TryParse(text, out var path, out why) ? new PathExpression(path) : null;
            return expression is not null;
        }

        var cursor = new TextCursor(text);
        expression = new IntrinsicParser(cursor).ParseWhole();
        why = expression is null ? cursor.Why : null;
        return expression is not null;
    }

    public static implicit operator Expression(string text) => Parse(text);

    /// <param name="input">What <c>$</c> stands for.</param>
    /// <exception cref="EvaluationException">A path leads nowhere, or a function refuses its arguments.</exception>
    internal abstract Data Evaluate(Data input, Scope scope);

    public override string ToString() => Text;
}

sealed class PathExpression(JsonPath path) : Expression(path.Text)
{
    public JsonPath Path => path;

    internal override Data Evaluate(Data input, Scope scope) => scope.Find(path, input) ?? throw new PathNotFoundException(path, input);
}

/// <summary>An argument that is written out.</summary>
sealed class LiteralExpression(string text, Data value) : Expression(text)
{
    public Data Value => value;

    internal override Data Evaluate(Data input, Scope scope) => value;
}

sealed class CallExpression(string text, IntrinsicFunction function, Expression[] arguments) : Expression(text)
{
    public IntrinsicFunction Function => function;

    public IReadOnlyList<Expression> Arguments => arguments;

    internal override bool MayBeText => function.MayGiveText;

    internal override Data Evaluate(Data input, Scope scope)
    {
        var values = new Data[arguments.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = arguments[i].Evaluate(input, scope);
        return function.Call(values, scope);
    }
}
