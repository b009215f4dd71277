using System.IO.Compression;
using System.Text;
using Granary.States.Execution;
using Granary.States.Tasks;
using Granary.States.Values;

namespace Granary.States.Maps;

/// <summary>
/// S3 as a distributed map uses it: through the runner that does the tasks, under the very resources that readers and writers name.
/// </summary>
/// <param name="mapRunArn">Stands in the calls where tasks have their execution, with the number of the call for their event: each is told
/// apart, the same way when it is made again.</param>
sealed class ObjectStore(Visit visit, string mapRunArn)
{
    long _calls;

    /// <summary>The text of an object.</summary>
    /// <param name="parameters">Bucket and Key, as the definition has them.</param>
    /// <remarks>
    /// The answer is that of the AWS SDK with the text in <c>Body</c>. An object that is no text, such as an inventory's gzip file, comes
    /// in <c>BodyBase64</c>; AWS has no such member, because its tasks hand out text alone.
    /// </remarks>
    public async ValueTask<string> GetAsync(Data parameters, CancellationToken cancellationToken)
    {
        var answer = await CallAsync("arn:aws:states:::s3:getObject", parameters, cancellationToken);
        if (answer.Find("BodyBase64") is DataText binary)
            return Unpack(Convert.FromBase64String(binary.Value));
        return answer.Find("Body") switch
        {
            DataText text => text.Value,
            null => "",
            var json => json.ToString(),
        };
    }

    public ValueTask<DataObject> ListAsync(Data parameters, CancellationToken cancellationToken) =>
        CallAsync("arn:aws:states:::s3:listObjectsV2", parameters, cancellationToken);

    public async ValueTask PutAsync(string bucket, string key, string body, CancellationToken cancellationToken) =>
        await CallAsync(
            "arn:aws:states:::s3:putObject", DataObject.Of(("Bucket", bucket), ("Key", key), ("Body", body)), cancellationToken);

    async ValueTask<DataObject> CallAsync(string resource, Data parameters, CancellationToken cancellationToken)
    {
        var call = new TaskCall
        {
            Resource = resource,
            Parameters = parameters.ToNode(),
            StateName = visit.StateName,
            ExecutionArn = mapRunArn,
            Region = visit.Run.Region,
            ScheduledEventId = ++_calls,
        };
        try
        {
            return Data.From(await visit.Run.Tasks.RunAsync(call, cancellationToken)) as DataObject ?? DataObject.Empty;
        }
        catch (TaskFailedException e)
        {
            throw new ItemsException(e.Cause ?? e.Error);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // A fault of the runner must not leave an execution without an end; its whole text is the cause.
            throw new ItemsException(e.ToString());
        }
    }

    static string Unpack(byte[] bytes)
    {
        if (bytes is not [0x1F, 0x8B, ..])
            return Encoding.UTF8.GetString(bytes);
        using var unpacked = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
