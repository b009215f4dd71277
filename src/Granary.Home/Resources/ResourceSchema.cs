namespace Granary.Home.Resources;

/// <summary>
/// The table of resources: definitions as <c>StackJson</c> writes them, and whose they are; nobody's where project is NULL.
/// </summary>
static class ResourceSchema
{
    /// <summary>Resources of before name others by plain text. Nobody owns them until a project applies its stack.</summary>
    public const string Text = """
        ALTER TABLE resource ADD COLUMN project TEXT;
        ALTER TABLE resource ADD COLUMN environment TEXT;
        UPDATE resource SET definition = json_set(definition, '$.Role', json_object('Name', json_extract(definition, '$.Role')))
            WHERE address LIKE 'function/%' OR address LIKE 'job/%' OR address LIKE 'crawler/%';
        UPDATE resource SET definition = json_set(definition, '$.Database', json_object('Name', json_extract(definition, '$.Database')))
            WHERE address LIKE 'crawler/%';
        UPDATE resource SET definition = json_set(definition, '$.Bucket', json_object('Name', json_extract(definition, '$.Bucket')))
            WHERE address LIKE 'artifact/%';
        UPDATE resource SET definition = json_remove(json_set(definition, '$.Role', json_object('Name',
        json_extract(definition, '$.RoleArn'))), '$.RoleArn')
            WHERE address LIKE 'state-machine/%';
        UPDATE resource SET definition = json_remove(definition, '$.ScriptName') WHERE address LIKE 'job/%';
        UPDATE resource SET definition = json_set(definition, '$.AllowedFunctions', json(
                (SELECT json_group_array(json_object('Name', value)) FROM json_each(resource.definition, '$.AllowedFunctions'))))
            WHERE address LIKE 'state-machine/%' AND json_type(definition, '$.AllowedFunctions') = 'array';

        """;
}
