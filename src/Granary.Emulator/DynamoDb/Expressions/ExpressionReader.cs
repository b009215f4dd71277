using System.Text.RegularExpressions;
using Granary.Platform.Items;

namespace Granary.Emulator.DynamoDb.Expressions;

/// <summary>Reads the parts that all kinds of expressions share.</summary>
sealed partial class ExpressionReader(ExpressionTokens tokens, Placeholders placeholders)
{
    public ExpressionTokens Tokens => tokens;

    public Placeholders Placeholders => placeholders;

    public DocumentPath Path()
    {
        var steps = new List<object> { Name() };
        while (true)
        {
            if (tokens.TryTake("."))
            {
                steps.Add(Name());
            }
            else if (tokens.TryTake("["))
            {
                steps.Add(int.TryParse(tokens.Peek, out var index) && index >= 0 ? index : throw tokens.Error());
                tokens.Take();
                tokens.Expect("]");
            }
            else
            {
                return new(steps);
            }
        }
    }

    public Operand Operand()
    {
        if (tokens.Peek.StartsWith(':'))
            return new Operand.Fixed(placeholders.ValueOf(tokens.Take(), tokens.Kind));
        if (tokens.PeekSecond != "(")
            return new Operand.At(Path());
        if (tokens.Peek != "size")
            throw IsFunction(tokens.Peek)
                ? tokens.Refuse($"The function is not allowed to be used this way in an expression; function: {tokens.Peek}")
                : NoFunction();
        tokens.Take();
        tokens.Expect("(");
        var path = Path();
        tokens.Expect(")");
        return new Operand.SizeOf(path);
    }

    public ServiceException NoFunction() => tokens.Refuse($"Invalid function name; function: {tokens.Peek}");

    static bool IsFunction(string name) =>
        name is "attribute_exists" or "attribute_not_exists" or "attribute_type" or "begins_with" or "contains";

    string Name()
    {
        var token = tokens.Peek;
        if (token.StartsWith('#'))
            return placeholders.NameOf(tokens.Take(), tokens.Kind);
        if (!Word.IsMatch(token))
            throw tokens.Error();
        if (ReservedWords.Contains(token))
            throw tokens.Refuse($"Attribute name is a reserved keyword; reserved keyword: {token}");
        return tokens.Take();
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex Word { get; }
}
