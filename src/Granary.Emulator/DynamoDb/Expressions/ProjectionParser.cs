using Granary.Platform.Items;

namespace Granary.Emulator.DynamoDb.Expressions;

/// <summary>Reads ProjectionExpression.</summary>
static class ProjectionParser
{
    public static Projection Parse(string text, Placeholders placeholders)
    {
        var reader = new ExpressionReader(new("ProjectionExpression", text), placeholders);
        var paths = new List<DocumentPath>();
        do
        {
            var path = reader.Path();
            if (paths.Find(p => p.Overlaps(path)) is { } other)
                throw reader.Tokens.Refuse(
                    "Two document paths overlap with each other; must remove or rewrite one of these paths; "
                    + $"path one: {other}, path two: {path}");
            paths.Add(path);
        }
        while (reader.Tokens.TryTake(","));
        reader.Tokens.ExpectEnd();
        return new(paths);
    }
}
