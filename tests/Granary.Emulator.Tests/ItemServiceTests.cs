using System.Text.Json.Nodes;

namespace Granary.Emulator.Tests;

/// <summary>Items as DynamoDB has them.</summary>
public sealed class ItemServiceTests
{
    const string Key = """ "TableName":"Orders","Key":{"id":{"S":"1"},"line":{"S":"a"}} """;
    const string Written = """
        {"id":{"S":"1"},"line":{"S":"a"},"n":{"N":"5"},"tags":{"SS":["x","y"]},"parts":{"L":[{"S":"p"},{"N":"2"}]},
         "nest":{"M":{"in":{"M":{"deep":{"S":"d"}}},"k":{"S":"v"}}},"yes":{"BOOL":true}}
        """;

    const string PutWritten = """{"TableName":"Orders","Item":""" + Written + "}";

    [Fact]
    public async Task An_item_is_put_got_and_deleted()
    {
        var scene = new ServiceScene();

        await scene.ExpectAsync("dynamodb:getItem", "{" + Key + "}", "{}");
        await scene.ExpectAsync(
            "dynamodb:putItem",
            """{"TableName":"Orders","Item":{"id":{"S":"1"},"line":{"S":"a"},"n":{"N":"+05.50"}}}""",
            "{}");
        await scene.ExpectAsync("dynamodb:getItem", "{" + Key + "}", """{"Item":{"id":{"S":"1"},"line":{"S":"a"},"n":{"N":"5.5"}}}""");
        await scene.ExpectAsync(
            "dynamodb:putItem",
            """{"TableName":"Orders","Item":{"id":{"S":"1"},"line":{"S":"a"}},"ReturnValues":"ALL_OLD"}""",
            """{"Attributes":{"id":{"S":"1"},"line":{"S":"a"},"n":{"N":"5.5"}}}"""
        );
        await scene.ExpectAsync(
            "dynamodb:deleteItem",
            Of(""" ,"ReturnValues":"ALL_OLD" """),
            """{"Attributes":{"id":{"S":"1"},"line":{"S":"a"}}}"""
        );
        await scene.ExpectAsync("dynamodb:deleteItem", Of(""" ,"ReturnValues":"ALL_OLD" """), "{}");
    }

    [Theory]
    [InlineData("SET n = n + :v", """{":v":{"N":"0.25"}}""", """{"n":{"N":"5.25"}}""")]
    [InlineData("SET n = :v - n, b = :v", """{":v":{"N":"1"}}""", """{"b":{"N":"1"},"n":{"N":"-4"}}""")]
    [InlineData("SET a = if_not_exists(a, :v), n = if_not_exists(n, :v)", """{":v":{"N":"1"}}""", """{"a":{"N":"1"},"n":{"N":"5"}}""")]
    [InlineData("SET c = if_not_exists(c, :zero) + :one", """{":zero":{"N":"0"},":one":{"N":"1"}}""", """{"c":{"N":"1"}}""")]
    [InlineData(
        "SET parts = list_append(parts, :v)",
        """{":v":{"L":[{"S":"z"}]}}""",
        """{"parts":{"L":[{"S":"p"},{"N":"2"},{"S":"z"}]}}"""
    )]
    [InlineData("SET parts[0] = :v, parts[7] = :v", """{":v":{"S":"z"}}""", """{"parts":{"L":[{"S":"z"}]}}""")]
    [InlineData("SET nest.k = :v", """{":v":{"S":"w"}}""", """{"nest":{"M":{"k":{"S":"w"}}}}""")]
    [InlineData("SET #s = :v", """{":v":{"S":"w"}}""", """{"status":{"S":"w"}}""", """{"#s":"status"}""")]
    [InlineData("set b = n remove yes", null, """{"b":{"N":"5"}}""")]
    [InlineData("ADD n :v, tags :t", """{":v":{"N":"-7"},":t":{"SS":["y","z"]}}""", """{"n":{"N":"-2"},"tags":{"SS":["x","y","z"]}}""")]
    [InlineData("ADD fresh :v", """{":v":{"N":"3"}}""", """{"fresh":{"N":"3"}}""")]
    [InlineData("DELETE tags :t", """{":t":{"SS":["x","q"]}}""", """{"tags":{"SS":["y"]}}""")]
    [InlineData(
        "SET big = n + :v",
        """{":v":{"N":"99999999999999999999999999999999999994"}}""",
        """{"big":{"N":"99999999999999999999999999999999999999"}}"""
    )]
    public async Task An_update_changes_what_its_expression_says(string expression, string? values, string updated, string? names = null)
    {
        var scene = new ServiceScene();
        await scene.CallAsync("dynamodb:putItem", PutWritten);
        var others =
            (values is null ? "" : $",\"ExpressionAttributeValues\":{values}")
            + (names is null ? "" : $",\"ExpressionAttributeNames\":{names}");

        await scene.ExpectAsync(
            "dynamodb:updateItem",
            Of($""" ,"UpdateExpression":"{expression}","ReturnValues":"UPDATED_NEW"{others}"""),
            "{\"Attributes\":" + updated + "}");
    }

    [Fact]
    public async Task An_update_makes_an_item_that_is_not_there_and_removes_what_it_is_told()
    {
        var scene = new ServiceScene();

        await scene.ExpectAsync(
            "dynamodb:updateItem",
            Of(""" ,"UpdateExpression":"SET n = :v","ExpressionAttributeValues":{":v":{"N":"1"}},"ReturnValues":"ALL_NEW" """),
            """{"Attributes":{"id":{"S":"1"},"line":{"S":"a"},"n":{"N":"1"}}}"""
        );
        await scene.CallAsync("dynamodb:putItem", PutWritten);
        await scene.ExpectAsync("dynamodb:updateItem", Of("""
            ,"UpdateExpression":"REMOVE n, parts[0], nest.#i, yes DELETE tags :t","ExpressionAttributeNames":{"#i":"in"},
             "ExpressionAttributeValues":{":t":{"SS":["x","y"]}},"ReturnValues":"ALL_NEW"
            """),
            """{"Attributes":{"id":{"S":"1"},"line":{"S":"a"},"parts":{"L":[{"N":"2"}]},"nest":{"M":{"k":{"S":"v"}}}}}""");
    }

    [Theory]
    [InlineData("attribute_exists(id)", true)]
    [InlineData("attribute_not_exists(id)", false)]
    [InlineData("attribute_exists(nest.k) AND attribute_not_exists(nest.q)", true)]
    [InlineData("n = :five", true)]
    [InlineData("n <> :five", false)]
    [InlineData("absent <> :five", true)]
    [InlineData("absent = :five", false)]
    [InlineData("n < :ten AND n >= :five", true)]
    [InlineData("n BETWEEN :five AND :ten", true)]
    [InlineData("n IN (:ten, :five)", true)]
    [InlineData("NOT n IN (:ten)", true)]
    [InlineData("n = :ten OR n = :five AND n = :ten", false)]
    [InlineData("(n = :five OR n = :ten) AND NOT n = :ten", true)]
    [InlineData("begins_with(nest.#i.deep, :d)", true)]
    [InlineData("contains(tags, :x) AND NOT contains(tags, :d)", true)]
    [InlineData("contains(parts, :two)", true)]
    [InlineData("contains(nest.k, :v)", true)]
    [InlineData("attribute_type(tags, :ss)", true)]
    [InlineData("size(tags) = :two AND size(parts) < :five AND size(nest) = :two", true)]
    [InlineData("n > :d", false)]
    public async Task A_condition_decides(string condition, bool holds)
    {
        const string all =
            """{":five":{"N":"5.0"},":ten":{"N":"10"},":two":{"N":"2"},":d":{"S":"d"},":x":{"S":"x"},":v":{"S":"v"},":ss":{"S":"SS"}}""";
        var values = new JsonObject(
            JsonNode
                .Parse(all)!
                .AsObject()
                .Where(v => System.Text.RegularExpressions.Regex.IsMatch(condition, v.Key + @"\b"))
                .Select(v => KeyValuePair.Create(v.Key, v.Value?.DeepClone())));
        var scene = new ServiceScene();
        await scene.CallAsync("dynamodb:putItem", PutWritten);
        var others =
            (values.Count == 0 ? "" : $",\"ExpressionAttributeValues\":{values.ToJsonString()}")
            + (condition.Contains("#i") ? ",\"ExpressionAttributeNames\":{\"#i\":\"in\"}" : "");
        var request = Of($""" ,"ConditionExpression":"{condition}"{others}""");

        if (holds)
            await scene.ExpectAsync("dynamodb:deleteItem", request, "{}");
        else
            await scene.ExpectErrorAsync(
                "dynamodb:deleteItem", request, "DynamoDB.ConditionalCheckFailedException",
                "The conditional request failed (Service: AmazonDynamoDBv2; Status Code: 400; "
                    + "Error Code: ConditionalCheckFailedException; Request ID: ");
    }

    [Theory]
    [InlineData(
        "nest.#i.deep, parts[1], n, absent",
        """{"parts":{"L":[{"N":"2"}]},"nest":{"M":{"in":{"M":{"deep":{"S":"d"}}}}},"n":{"N":"5"}}"""
    )]
    [InlineData("nest.#i, yes", """{"nest":{"M":{"in":{"M":{"deep":{"S":"d"}}}}},"yes":{"BOOL":true}}""")]
    public async Task A_projection_shows_parts(string projection, string item)
    {
        var scene = new ServiceScene();
        await scene.CallAsync("dynamodb:putItem", PutWritten);

        await scene.ExpectAsync(
            "dynamodb:getItem",
            Of($$""" ,"ProjectionExpression":"{{projection}}","ExpressionAttributeNames":{"#i":"in"} """),
            "{\"Item\":" + item + "}");
    }

    [Theory]
    [InlineData(
        "putItem",
        """{"TableName":"Nowhere","Item":{"id":{"S":"1"}}}""",
        "ResourceNotFoundException",
        "Requested resource not found")]
    [InlineData(
        "putItem",
        "{}",
        null,
        "2 validation errors detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null; Value null at "
            + "'item'"
    )]
    [InlineData(
        "putItem",
        """{"TableName":"ab","Item":{}}""",
        null,
        "1 validation error detected: Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or "
            + "equal to 3"
    )]
    [InlineData(
        "putItem",
        """{"TableName":"Orders","Item":{"id":{"S":"1"}}}""",
        null,
        "One or more parameter values were invalid: Missing the key line in the item")]
    [InlineData(
        "putItem",
        """{"TableName":"Orders","Item":{"id":{"S":""},"line":{"S":"a"}}}""",
        null,
        "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id")]
    [InlineData(
        "putItem",
        """{"TableName":"Orders","Item":{"id":{"S":"1"},"line":{"S":"a"},"n":{"N":"x"}}}""",
        null,
        "The parameter cannot be converted to a numeric value: x")]
    [InlineData(
        "putItem",
        """{"TableName":"Orders","Item":{"id":{"S":"1"},"line":{"S":"a"},"n":{"N":"1e126"}}}""",
        null,
        "Number overflow.")]
    [InlineData(
        "putItem",
        """{"TableName":"Orders","Item":{"id":{"S":"1"},"line":{"S":"a"},"n":{}}}""",
        null,
        "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes")]
    [InlineData(
        "putItem",
        """{"TableName":"Orders","Item":{"id":{"S":"1"},"line":{"S":"a"},"n":{"SS":["x","x"]}}}""",
        null,
        "One or more parameter values were invalid: Input collection [x, x] contains duplicates.")]
    [InlineData(
        "putItem",
        """{"TableName":"Orders","Item":{"id":{"S":"1"},"line":{"S":"a"}},"ReturnValues":"ALL_NEW"}""",
        null,
        "Return values set to invalid value")]
    [InlineData("getItem", """{"TableName":"Orders","Key":{"id":{"S":"1"}}}""", null, "The provided key element does not match the schema")]
    [InlineData(
        "getItem",
        """{"TableName":"Orders","Key":{"id":{"S":"1"},"line":{"S":"a"}},"ProjectionExpression":"a, a.b"}""",
        null,
        "Invalid ProjectionExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: "
            + "[a], path two: [a, b]"
    )]
    [InlineData(
        "updateItem",
        """
            {"TableName":"Orders","Key":{"id":{"S":"1"},"line":{"S":"a"}},"UpdateExpression":"SET id = :v",
             "ExpressionAttributeValues":{":v":{"S":"2"}}}
            """,
        null,
        "One or more parameter values were invalid: Cannot update attribute id. This attribute is part of the key")]
    [InlineData(
        "updateItem",
        """{"TableName":"Orders","Key":{"id":{"S":"1"},"line":{"S":"a"}},"UpdateExpression":"SET a = :v"}""",
        null,
        "Invalid UpdateExpression: An expression attribute value used in expression is not defined; attribute value: :v")]
    [InlineData(
        "updateItem",
        """{"TableName":"Orders","Key":{"id":{"S":"1"},"line":{"S":"a"}},"UpdateExpression":"SET #a = a"}""",
        null,
        "Invalid UpdateExpression: An expression attribute name used in the document path is not defined; attribute name: #a")]
    [InlineData(
        "updateItem",
        """{"TableName":"Orders","Key":{"id":{"S":"1"},"line":{"S":"a"}},"UpdateExpression":"SET a = b"}""",
        null,
        "The provided expression refers to an attribute that does not exist in the item")]
    [InlineData(
        "updateItem",
        """
            {"TableName":"Orders","Key":{"id":{"S":"1"},"line":{"S":"a"}},"UpdateExpression":"SET a.b = :v",
             "ExpressionAttributeValues":{":v":{"S":"2"}}}
            """,
        null,
        "The document path provided in the update expression is invalid for update")]
    [InlineData(
        "updateItem",
        """
            {"TableName":"Orders","Key":{"id":{"S":"1"},"line":{"S":"a"}},"UpdateExpression":"SET status = :v",
             "ExpressionAttributeValues":{":v":{"S":"2"}}}
            """,
        null,
        "Invalid UpdateExpression: Attribute name is a reserved keyword; reserved keyword: status")]
    [InlineData(
        "updateItem",
        """
            {"TableName":"Orders","Key":{"id":{"S":"1"},"line":{"S":"a"}},"UpdateExpression":"SET a = :v SET b = :v",
             "ExpressionAttributeValues":{":v":{"S":"2"}}}
            """,
        null,
        "Invalid UpdateExpression: The \"SET\" section can only be used once in an update expression;")]
    [InlineData(
        "updateItem",
        """
            {"TableName":"Orders","Key":{"id":{"S":"1"},"line":{"S":"a"}},"UpdateExpression":"SET a = ",
             "ExpressionAttributeValues":{":v":{"S":"2"}}}
            """,
        null,
        "Invalid UpdateExpression: Syntax error; token: \"<EOF>\", near: \"a =\"")]
    [InlineData(
        "updateItem",
        """
            {"TableName":"Orders","Key":{"id":{"S":"1"},"line":{"S":"a"}},"UpdateExpression":"ADD a :v",
             "ExpressionAttributeValues":{":v":{"S":"2"}}}
            """,
        null,
        "Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: "
            + "ALLOWED_FOR_ADD_OPERAND"
    )]
    [InlineData(
        "updateItem",
        """
            {"TableName":"Orders","Key":{"id":{"S":"1"},"line":{"S":"a"}},"UpdateExpression":"SET a = :v",
             "ExpressionAttributeValues":{":v":{"S":"2"},":w":{"S":"2"}}}
            """,
        null,
        "Value provided in ExpressionAttributeValues unused in expressions: keys: {:w}")]
    [InlineData(
        "deleteItem",
        """{"TableName":"Orders","Key":{"id":{"S":"1"},"line":{"S":"a"}},"ExpressionAttributeValues":{":w":{"S":"2"}}}""",
        null,
        "ExpressionAttributeValues can only be specified when using expressions")]
    [InlineData(
        "deleteItem",
        """{"TableName":"Orders","Key":{"id":{"S":"1"},"line":{"S":"a"}},"ConditionExpression":"size(id) > "}""",
        null,
        "Invalid ConditionExpression: Syntax error; token: \"<EOF>\", near: \") >\"")]
    [InlineData(
        "deleteItem",
        """{"TableName":"Orders","Key":{"id":{"S":"1"},"line":{"S":"a"}},"ConditionExpression":"exists(id)"}""",
        null,
        "Invalid ConditionExpression: Invalid function name; function: exists")]
    public async Task A_request_that_is_wrong_is_refused_in_the_services_words(
        string action,
        string parameters,
        string? code,
        string message)
    {
        var scene = new ServiceScene();

        await scene.ExpectErrorAsync($"dynamodb:{action}", parameters, $"DynamoDB.{code ?? "AmazonDynamoDBException"}", message);
        await scene.ExpectErrorAsync($"aws-sdk:dynamodb:{action}", parameters, $"DynamoDb.{code ?? "DynamoDbException"}", message);
    }

    [Fact]
    public async Task A_parameter_of_the_wrong_kind_never_reaches_the_service()
    {
        var scene = new ServiceScene();

        await scene.ExpectErrorAsync(
            "dynamodb:putItem",
            """{"TableName":5,"Item":{}}""",
            "States.Runtime",
            "An error occurred while executing the state 'A'");
    }

    [Fact]
    public async Task A_query_gives_a_partition_in_the_order_of_its_sort_key()
    {
        var scene = new ServiceScene();
        foreach (var (id, line, n) in new[] { ("1", "c", 3), ("1", "a", 1), ("2", "a", 9), ("1", "b", 2) })
            await scene.CallAsync(
                "dynamodb:putItem",
                "{\"TableName\":\"Orders\",\"Item\":"
                    + $$$""" {"id":{"S":"{{{id}}}"},"line":{"S":"{{{line}}}"},"n":{"N":"{{{n}}}"},"ok":{"BOOL":true}} """
                    + "}");

        await scene.ExpectAsync(
            "aws-sdk:dynamodb:query",
            """
                {"TableName":"Orders","KeyConditionExpression":"id = :i","ExpressionAttributeValues":{":i":{"S":"1"}},
                 "ProjectionExpression":"n, ok","Limit":2,"ScanIndexForward":false}
                """,
            """
                {"Count":2,"Items":[{"n":{"N":"3"},"ok":{"Bool":true}},{"n":{"N":"2"},"ok":{"Bool":true}}],
                 "LastEvaluatedKey":{"id":{"S":"1"},"line":{"S":"b"}},"ScannedCount":2}
                """
        );
        await scene.ExpectAsync(
            "aws-sdk:dynamodb:query",
            """
                {"TableName":"Orders","KeyConditionExpression":"id = :i AND line BETWEEN :a AND :b","FilterExpression":"n > :one",
                 "ExpressionAttributeValues":{":i":{"S":"1"},":a":{"S":"a"},":b":{"S":"b"},":one":{"N":"1"}},"ProjectionExpression":"n"}
                """,
            """{"Count":1,"Items":[{"n":{"N":"2"}}],"ScannedCount":2}"""
        );
        await scene.ExpectAsync(
            "aws-sdk:dynamodb:query",
            """
                {"TableName":"Orders","KeyConditionExpression":"id = :i","ExpressionAttributeValues":{":i":{"S":"1"}},
                 "ProjectionExpression":"n","ExclusiveStartKey":{"id":{"S":"1"},"line":{"S":"b"}}}
                """,
            """{"Count":1,"Items":[{"n":{"N":"3"}}],"ScannedCount":1}"""
        );
        await scene.ExpectAsync(
            "aws-sdk:dynamodb:scan",
            """{"TableName":"Orders","FilterExpression":"n > :two","ExpressionAttributeValues":{":two":{"N":"2"}},"Select":"COUNT"}""",
            """{"Count":2,"ScannedCount":4}"""
        );
        await scene.ExpectErrorAsync(
            "aws-sdk:dynamodb:query",
            """{"TableName":"Orders","KeyConditionExpression":"line = :i","ExpressionAttributeValues":{":i":{"S":"1"}}}""",
            "DynamoDb.DynamoDbException",
            "Query condition missed key schema element: id");
        await scene.ExpectErrorAsync(
            "aws-sdk:dynamodb:query",
            """
                {"TableName":"Orders","KeyConditionExpression":"id = :i","FilterExpression":"line = :i",
                 "ExpressionAttributeValues":{":i":{"S":"1"}}}
                """,
            "DynamoDb.DynamoDbException",
            "Filter Expression can only contain non-primary key attributes: Primary key attribute: line");
    }

    [Fact]
    public async Task A_batch_does_each_and_a_transaction_all_or_nothing()
    {
        var scene = new ServiceScene();

        await scene.ExpectAsync(
            "aws-sdk:dynamodb:batchWriteItem",
            """
                {"RequestItems":{"Orders":[{"PutRequest":{"Item":{"id":{"S":"1"},"line":{"S":"a"},"n":{"N":"1"}}}},
                 {"PutRequest":{"Item":{"id":{"S":"2"},"line":{"S":"a"}}}}]}}
                """,
            """{"UnprocessedItems":{}}"""
        );
        await scene.ExpectErrorAsync(
            "aws-sdk:dynamodb:transactWriteItems",
            """
                {"TransactItems":[{"Delete":{"TableName":"Orders","Key":{"id":{"S":"1"},"line":{"S":"a"}}}},
                 {"ConditionCheck":{"TableName":"Orders","Key":{"id":{"S":"3"},"line":{"S":"a"}},
                 "ConditionExpression":"attribute_exists(id)"}}]}
                """,
            "DynamoDb.TransactionCanceledException",
            "Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed] (Service: "
                + "DynamoDb, Status Code: 400,"
        );
        await scene.ExpectAsync(
            "aws-sdk:dynamodb:batchGetItem",
            """{"RequestItems":{"Orders":{"Keys":[{"id":{"S":"1"},"line":{"S":"a"}},{"id":{"S":"9"},"line":{"S":"a"}}]}}}""",
            """{"Responses":{"Orders":[{"id":{"S":"1"},"line":{"S":"a"},"n":{"N":"1"}}]},"UnprocessedKeys":{}}"""
        );
        await scene.ExpectAsync(
            "aws-sdk:dynamodb:transactWriteItems",
            """
                {"TransactItems":[{"Delete":{"TableName":"Orders","Key":{"id":{"S":"1"},"line":{"S":"a"}}}},{"Update":{"TableName":"Orders",
                 "Key":{"id":{"S":"2"},"line":{"S":"a"}},"UpdateExpression":"SET n = :v","ExpressionAttributeValues":{":v":{"N":"2"}}}}]}
                """,
            "{}");
        await scene.ExpectAsync(
            "aws-sdk:dynamodb:transactGetItems",
            """
                {"TransactItems":[{"Get":{"TableName":"Orders","Key":{"id":{"S":"2"},"line":{"S":"a"}}}},{"Get":{"TableName":"Orders",
                 "Key":{"id":{"S":"1"},"line":{"S":"a"}}}}]}
                """,
            """{"Responses":[{"Item":{"id":{"S":"2"},"line":{"S":"a"},"n":{"N":"2"}}},{}]}"""
        );
    }

    /// <param name="rest">What the request says besides its table and key.</param>
    static string Of(string rest) => "{" + Key + rest + "}";
}
