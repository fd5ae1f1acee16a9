namespace TitleReview.App.Storage.Files;

/// <summary>Where sealed bytes lie: a folder or a bucket. A name shows whole bytes or nothing.</summary>
internal interface IBlobs
{
    /// <param name="fill">Writes the bytes; what it throws by itself passes through.</param>
    /// <param name="name">Asked after the last byte: it may depend on the content.</param>
    /// <exception cref="FileStoreException"></exception>
    Task Put(Func<Func<ReadOnlyMemory<byte>, Task>, Task> fill, Func<string> name, CancellationToken ct);

    /// <summary>From its beginning, seekable; null when absent. <see cref="FileStoreException"/></summary>
    Task<Stream?> Open(string name, CancellationToken ct);

    /// <summary>One name, or with a closing slash all that begin with it. What is not there is no error.</summary>
    Task Remove(string name, CancellationToken ct);

    IAsyncEnumerable<string> Names(string under, CancellationToken ct);

    /// <summary>What writes that a dead process broke off left behind, by the disk's own clock; nobody could see it, but it takes up room.</summary>
    int RemoveAbandoned(DateTimeOffset writtenBefore);
}
