namespace Granary.States.Reading;

/// <summary>The one place that knows that there is a query language besides JSONPath.</summary>
static class QueryLanguageOf
{
    /// <summary>Reports a machine or a state that is written in JSONata, or in something unknown.</summary>
    /// <returns>Whether the rest cannot be understood.</returns>
    public static bool Refuses(Fields fields)
    {
        switch (fields.Text("QueryLanguage"))
        {
            case null or "JSONPath":
                return false;
            case "JSONata":
                fields.Refuse("GR2030", $"{fields.Subject} is written in JSONata, which is not supported yet.",
                    fields.Find("QueryLanguage")!.Value, "QueryLanguage", "Write it with JSONPath.");
                return true;
            case var other:
                fields.Refuse("GR2006", $"The query language \"{other}\" is not known; there is \"JSONPath\".", fields.Find("QueryLanguage")!.Value, "QueryLanguage");
                return true;
        }
    }
}
