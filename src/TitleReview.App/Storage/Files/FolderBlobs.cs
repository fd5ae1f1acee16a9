using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace TitleReview.App.Storage.Files;

/// <summary>Sealed bytes in a folder. A file is there whole or not at all.</summary>
internal sealed class FolderBlobs(string root, IDiskCalls disk) : IBlobs
{
    private const int BufferSize = 128 * 1024;

    private readonly StoreFolders _folders = new(root, disk);

    public FolderBlobs(string root)
        : this(root, new DiskCalls())
    {
    }

    /// <summary>Temporary file, sync, rename, sync of the folder: in this order, each one checked.</summary>
    public async Task Put(Func<Func<ReadOnlyMemory<byte>, Task>, Task> fill, Func<string> name, CancellationToken ct)
    {
        string? incoming = null;
        try
        {
            incoming = OnDisk(_folders.NewIncoming);
            using (var file = OnDisk(() => StoreFolders.Create(incoming))) await Fill(file, fill, ct);
            OnDisk(() =>
            {
                var target = _folders.PlaceOf(name());
                _folders.Prepare(target);
                disk.Rename(incoming, target);
                disk.SyncDirectory(Path.GetDirectoryName(target)!);
                return target;
            });
        }
        finally
        {
            if (incoming is not null) StoreFolders.TryDelete(incoming);
        }
    }

    public Task<Stream?> Open(string name, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        try
        {
            return Task.FromResult<Stream?>(new FileStream(_folders.PlaceOf(name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferSize, useAsync: true));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FileStoreException("The stored file cannot be opened.", e);
        }
    }

    public Task Remove(string name, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        try
        {
            _folders.Remove(name);
        }
        catch (DirectoryNotFoundException)
        {
            // Not there: that was wanted.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FileStoreException("The stored file cannot be removed.", e);
        }

        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<string> Names(string under, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var name in _folders.Names(under))
        {
            ct.ThrowIfCancellationRequested();
            yield return name;
        }

        await Task.CompletedTask;
    }

    public int RemoveAbandoned(DateTimeOffset writtenBefore) => _folders.RemoveIncoming(writtenBefore);

    private async Task Fill(SafeFileHandle file, Func<Func<ReadOnlyMemory<byte>, Task>, Task> fill, CancellationToken ct)
    {
        long at = 0;
        await fill(async piece =>
        {
            try
            {
                await disk.Write(file, piece, at, ct);
            }
            catch (IOException e)
            {
                throw CannotStore(e);
            }

            at += piece.Length;
        });
        OnDisk(() =>
        {
            disk.Sync(file);
            return file;
        });
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
}
