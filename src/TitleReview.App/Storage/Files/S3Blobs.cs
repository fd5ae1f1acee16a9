using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace TitleReview.App.Storage.Files;

/// <summary>An S3-compatible store in place of the data folder. <paramref name="ServiceUrl"/> is its address; the bucket exists already.</summary>
public sealed record S3Settings(string ServiceUrl, string Bucket, string AccessKey, string SecretKey, string Region = "us-east-1");

/// <summary>Sealed bytes in a bucket. An object is there whole or not at all: the store itself sees to that.</summary>
internal sealed class S3Blobs : IBlobs, IDisposable
{
    private readonly AmazonS3Client _client;
    private readonly string _bucket;

    public S3Blobs(S3Settings settings)
    {
        _bucket = settings.Bucket;
        _client = new AmazonS3Client(new BasicAWSCredentials(settings.AccessKey, settings.SecretKey), new AmazonS3Config
        {
            ServiceURL = settings.ServiceUrl,
            AuthenticationRegion = settings.Region,
            ForcePathStyle = true,
            // Stores other than Amazon's often know no trailing checksums; every segment carries its own tag anyway.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        });
    }

    /// <summary>Its name is known after the last byte only: so it waits on the local disk, sealed, until it is sent.</summary>
    public async Task Put(Func<Func<ReadOnlyMemory<byte>, Task>, Task> fill, Func<string> name, CancellationToken ct)
    {
        await using var waiting = Spool();
        await fill(async piece => await waiting.WriteAsync(piece, ct));
        waiting.Position = 0;
        await AtStore(() => _client.PutObjectAsync(new PutObjectRequest { BucketName = _bucket, Key = name(), InputStream = waiting, AutoCloseStream = false, UseChunkEncoding = false }, ct));
    }

    public async Task<Stream?> Open(string name, CancellationToken ct)
    {
        try
        {
            using var found = await AtStore(() => _client.GetObjectAsync(_bucket, name, ct));
            var waiting = Spool();
            await found.ResponseStream.CopyToAsync(waiting, ct);
            waiting.Position = 0;
            return waiting;
        }
        catch (FileStoreException e) when (e.InnerException is AmazonS3Exception { StatusCode: System.Net.HttpStatusCode.NotFound })
        {
            return null;
        }
    }

    public async Task Remove(string name, CancellationToken ct)
    {
        if (!name.EndsWith('/'))
        {
            await AtStore(() => _client.DeleteObjectAsync(_bucket, name, ct));
            return;
        }

        await foreach (var one in Names(name, ct)) await AtStore(() => _client.DeleteObjectAsync(_bucket, one, ct));
    }

    public async IAsyncEnumerable<string> Names(string under, [EnumeratorCancellation] CancellationToken ct)
    {
        var request = new ListObjectsV2Request { BucketName = _bucket, Prefix = under };
        while (true)
        {
            var page = await AtStore(() => _client.ListObjectsV2Async(request, ct));
            foreach (var found in page.S3Objects ?? []) yield return found.Key;
            if (page.IsTruncated is not true) yield break;
            request.ContinuationToken = page.NextContinuationToken;
        }
    }

    /// <summary>Sent whole or not at all: the bucket holds nothing half written.</summary>
    public int RemoveAbandoned(DateTimeOffset writtenBefore) => 0;

    public void Dispose() => _client.Dispose();

    private static FileStream Spool() =>
        new(Path.Combine(Path.GetTempPath(), $"titlereview-{Guid.NewGuid():N}"), new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        });

    private static async Task<T> AtStore<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException or IOException)
        {
            throw new FileStoreException("The S3 store did not answer as it should.", e);
        }
    }
}
