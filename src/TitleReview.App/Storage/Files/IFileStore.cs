namespace TitleReview.App.Storage.Files;

public sealed record StoredBlob(string Sha256, long Bytes);

/// <summary>Files by their content: the digest is the name, the same content twice is one file. Everything at rest is sealed.</summary>
public interface IFileStore
{
    /// <summary>When it returns, the file is on the disk, whole. <see cref="FileTooLargeException"/> <see cref="FileStoreException"/></summary>
    Task<StoredBlob> Write(Guid tenant, Stream content, long maxBytes, CancellationToken ct);

    /// <summary>Null when absent. Checked before the first byte is served. <see cref="FileDamagedException"/></summary>
    Task<Stream?> OpenRead(Guid tenant, string sha256, CancellationToken ct);

    /// <summary>A copy that can be made again (thumbnail, screen): kept beside, never the truth.</summary>
    Task WriteDerived(Guid tenant, string sha256, string kind, ReadOnlyMemory<byte> bytes, CancellationToken ct);

    Task<Stream?> OpenDerived(Guid tenant, string sha256, string kind, CancellationToken ct);

    /// <summary>A file with all its copies. Only for one that nothing refers to any more.</summary>
    Task Remove(Guid tenant, string sha256, CancellationToken ct);

    /// <summary>One part of an upload that comes in several; the same number again replaces it.</summary>
    Task<StoredBlob> WritePart(Guid tenant, Guid upload, int no, Stream content, long maxBytes, CancellationToken ct);

    Task<Stream?> OpenPart(Guid tenant, Guid upload, int no, CancellationToken ct);

    /// <summary>The numbers of the parts that are there, in order.</summary>
    Task<IReadOnlyList<int>> Parts(Guid tenant, Guid upload, CancellationToken ct);

    Task RemovePart(Guid tenant, Guid upload, int no, CancellationToken ct);

    Task RemoveParts(Guid tenant, Guid upload, CancellationToken ct);

    /// <summary>The digests stored for a tenant.</summary>
    IAsyncEnumerable<string> List(Guid tenant, CancellationToken ct);

    /// <summary>What dead processes left half written; how many.</summary>
    int RemoveAbandoned(DateTimeOffset writtenBefore);

    /// <summary>Writes, syncs and removes a probe.</summary>
    Task<bool> IsReady(CancellationToken ct);
}

public sealed class FileTooLargeException(long maxBytes) : Exception($"The file is larger than {maxBytes} bytes.")
{
    public long MaxBytes { get; } = maxBytes;
}

/// <summary>The store could not take or give a file; nothing of it is visible.</summary>
public sealed class FileStoreException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The stored bytes are no longer those that were written.</summary>
public sealed class FileDamagedException(string sha256) : Exception($"The stored file {sha256} does not match its digest.")
{
    public string Sha256 { get; } = sha256;
}
