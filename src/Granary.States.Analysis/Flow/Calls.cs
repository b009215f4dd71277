using System.Text.Json;
using Granary.States.Expressions;
using Granary.States.Values;

namespace Granary.States.Analysis.Flow;

/// <summary>What is known of the result of an intrinsic function, and of its arguments once it did not fail.</summary>
static class Calls
{
    public static Shape Shape(CallExpression call, Look look, Shape[] arguments)
    {
        switch (call.Function.Name)
        {
            case "States.Array":
                return new Shape.Row([.. arguments]);
            case "States.StringToJson":
                return Parsed(arguments[0], look);
            case "States.MathAdd" or "States.ArrayRange" or "States.MathRandom":
                Array.ForEach(arguments, a => look.Expect(a, "IsNumeric"));
                break;
            case "States.ArrayPartition" or "States.ArrayContains" or "States.ArrayGetItem" or "States.ArrayLength" or "States.ArrayUnique":
                if (arguments[0] is Shape.Unknown { Place: { } list })
                    look.Beliefs = look.Beliefs.Present(list.Below(call.Function.Name == "States.ArrayGetItem" ? "[0]" : Place.EveryItem));
                break;
            case "States.StringSplit" or "States.Base64Encode" or "States.Base64Decode":
                Array.ForEach(arguments, a => look.Expect(a, "IsString"));
                break;
        }

        return call.Function.Name is "States.UUID" or "States.MathRandom" ? Flow.Shape.Anything : Computed(call, arguments);
    }

    static Shape Computed(CallExpression call, Shape[] arguments)
    {
        if (!Array.TrueForAll(arguments, a => a is Shape.Exactly))
            return Flow.Shape.Anything;
        try
        {
            // Nothing but chance looks at the scope.
            return Flow.Shape.Of(call.Function.Call(Array.ConvertAll(arguments, a => ((Shape.Exactly)a).Value), null!));
        }
        catch (EvaluationException)
        {
            return Flow.Shape.Anything; // fails when it runs, for another reason than a path
        }
    }

    static Shape Parsed(Shape text, Look look)
    {
        if (text is Shape.Unknown { Place: { } place })
        {
            look.Beliefs = look.Beliefs.Present(place.Below(Place.ParsedText));
            return Flow.Shape.At(place.Below(Place.ParsedText));
        }

        try
        {
            return text is Shape.Exactly { Value: DataText t } ? Flow.Shape.Of(Data.Parse(t.Value)) : Flow.Shape.Anything;
        }
        catch (JsonException)
        {
            return Flow.Shape.Anything;
        }
    }
}
