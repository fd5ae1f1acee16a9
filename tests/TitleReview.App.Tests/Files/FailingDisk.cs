using Microsoft.Win32.SafeHandles;
using TitleReview.App.Storage.Files;

namespace TitleReview.App.Tests.Files;

internal enum DiskCall
{
    Write,
    Sync,
    Rename,
    SyncDirectory,
}

/// <summary>The real disk, but the n-th call of one kind fails as a full or dying disk would.</summary>
/// <param name="instead">What happens in place of the failure; it does not return.</param>
internal sealed class FailingDisk(DiskCall which, int nth, Action? instead = null) : IDiskCalls
{
    private readonly DiskCalls _real = new();
    private int _left = nth;

    public bool HasFailed { get; private set; }

    public async ValueTask Write(SafeFileHandle file, ReadOnlyMemory<byte> bytes, long offset, CancellationToken ct)
    {
        // A full disk takes the first half.
        if (IsDue(DiskCall.Write)) await _real.Write(file, bytes[..(bytes.Length / 2)], offset, ct);
        Fail(DiskCall.Write);
        await _real.Write(file, bytes, offset, ct);
    }

    public void Sync(SafeFileHandle file)
    {
        Fail(DiskCall.Sync);
        _real.Sync(file);
    }

    public void Rename(string from, string to)
    {
        Fail(DiskCall.Rename);
        _real.Rename(from, to);
    }

    public void SyncDirectory(string path)
    {
        Fail(DiskCall.SyncDirectory);
        _real.SyncDirectory(path);
    }

    private bool IsDue(DiskCall call) => call == which && _left == 1;

    private void Fail(DiskCall call)
    {
        if (call != which || --_left != 0) return;

        HasFailed = true;
        instead?.Invoke();
        throw new IOException("Input/output error");
    }
}
