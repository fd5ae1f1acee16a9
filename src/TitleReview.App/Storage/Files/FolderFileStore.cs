using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace TitleReview.App.Storage.Files;

/// <summary>Files in a folder: {tenant}/{first two hex}/{sha256}. A file is there whole or not at all.</summary>
public sealed class FolderFileStore : IFileStore
{
    private const int BufferSize = 128 * 1024;

    private readonly StoreFolders _folders;
    private readonly IDiskCalls _disk;

    public FolderFileStore(string root)
        : this(root, new DiskCalls())
    {
    }

    internal FolderFileStore(string root, IDiskCalls disk)
    {
        _disk = disk;
        _folders = new StoreFolders(root, disk);
    }

    public async Task<StoredBlob> Write(Guid tenant, Stream content, long maxBytes, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var sha256 = "";
        var bytes = await Put(
            content,
            maxBytes,
            hash.AppendData,
            () => _folders.PlaceOf(tenant, sha256 = Convert.ToHexStringLower(hash.GetHashAndReset())),
            ct);
        return new StoredBlob(sha256, bytes);
    }

    public async Task<Stream?> OpenRead(Guid tenant, string sha256, CancellationToken ct)
    {
        var file = Open(_folders.PlaceOf(tenant, sha256));
        if (file is null) return null;

        try
        {
            var found = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, ct));
            if (found != sha256) throw new FileDamagedException(sha256);

            file.Position = 0;
            return file;
        }
        catch (Exception e)
        {
            await file.DisposeAsync();
            if (e is IOException) throw new FileStoreException($"The stored file {sha256} cannot be read.", e);
            throw;
        }
    }

    public async Task WriteDerived(Guid tenant, string sha256, string kind, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        var place = _folders.PlaceOfDerived(tenant, sha256, kind);
        using var content = new MemoryStream(bytes.ToArray(), writable: false);
        await Put(content, bytes.Length, _ => { }, () => place, ct);
    }

    public Task<Stream?> OpenDerived(Guid tenant, string sha256, string kind, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return Task.FromResult<Stream?>(Open(_folders.PlaceOfDerived(tenant, sha256, kind)));
    }

    public async IAsyncEnumerable<string> List(Guid tenant, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var sha256 in _folders.Digests(tenant))
        {
            ct.ThrowIfCancellationRequested();
            yield return sha256;
        }

        await Task.CompletedTask;
    }

    public async Task<bool> IsReady(CancellationToken ct)
    {
        try
        {
            using var content = new MemoryStream("ready"u8.ToArray(), writable: false);
            var place = _folders.PlaceOfProbe();
            await Put(content, content.Length, _ => { }, () => place, ct);
            File.Delete(place);
            return true;
        }
        catch (Exception e) when (e is FileStoreException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Removes what broken-off writes left behind; they may hold somebody's papers.</summary>
    public int RemoveAbandoned(DateTimeOffset writtenBefore) => _folders.RemoveIncoming(writtenBefore);

    /// <summary>Temporary file, sync, rename, sync of the folder: in this order, each one checked.</summary>
    private async Task<long> Put(Stream content, long maxBytes, SpanAction seen, Func<string> place, CancellationToken ct)
    {
        string? incoming = null;
        try
        {
            incoming = OnDisk(_folders.NewIncoming);
            var bytes = await Fill(incoming, content, maxBytes, seen, ct);
            OnDisk(() =>
            {
                var target = place();
                _folders.Prepare(target);
                _disk.Rename(incoming, target);
                _disk.SyncDirectory(Path.GetDirectoryName(target)!);
                return target;
            });
            return bytes;
        }
        finally
        {
            if (incoming is not null) StoreFolders.TryDelete(incoming);
        }
    }

    private async Task<long> Fill(string incoming, Stream content, long maxBytes, SpanAction seen, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            using var file = OnDisk(() => StoreFolders.Create(incoming));
            long bytes = 0;
            while (await content.ReadAsync(buffer, ct) is var read and > 0)
            {
                if (bytes + read > maxBytes) throw new FileTooLargeException(maxBytes);

                seen(buffer.AsSpan(0, read));
                try
                {
                    await _disk.Write(file, buffer.AsMemory(0, read), bytes, ct);
                }
                catch (IOException e)
                {
                    throw CannotStore(e);
                }

                bytes += read;
            }

            OnDisk(() =>
            {
                _disk.Sync(file);
                return file;
            });
            return bytes;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static FileStream? Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferSize, useAsync: true);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FileStoreException("The stored file cannot be opened.", e);
        }
    }

    /// <summary>Tells the disk's failures from those of the sender.</summary>
    private static T OnDisk<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CannotStore(e);
        }
    }

    private static FileStoreException CannotStore(Exception e) => new("The file could not be stored.", e);

    private delegate void SpanAction(ReadOnlySpan<byte> bytes);
}
