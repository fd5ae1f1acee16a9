using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TitleReview.App.Storage.Files;

/// <summary>The calls on which a file's survival depends; a test lets any one of them fail.</summary>
internal interface IDiskCalls
{
    ValueTask Write(SafeFileHandle file, ReadOnlyMemory<byte> bytes, long offset, CancellationToken ct);

    void Sync(SafeFileHandle file);

    void Rename(string from, string to);

    void SyncDirectory(string path);
}

/// <summary>.NET 10.0.12 reports success when fsync fails (FileStream.Flush(true) too): so we call it and look at the answer.</summary>
internal sealed class DiskCalls : IDiskCalls
{
    private const int ReadOnly = 0;
    private const int Interrupted = 4;

    public ValueTask Write(SafeFileHandle file, ReadOnlyMemory<byte> bytes, long offset, CancellationToken ct) =>
        RandomAccess.WriteAsync(file, bytes, offset, ct);

    public void Sync(SafeFileHandle file)
    {
        if (OperatingSystem.IsWindows())
        {
            RandomAccess.FlushToDisk(file);
            return;
        }

        var held = false;
        try
        {
            file.DangerousAddRef(ref held);
            SyncDescriptor((int)file.DangerousGetHandle(), "file");
        }
        finally
        {
            if (held) file.DangerousRelease();
        }
    }

    public void Rename(string from, string to)
    {
        // Not File.Move: across file systems that would copy, and a copy can be seen half done.
        if (OperatingSystem.IsWindows()) File.Move(from, to, overwrite: true);
        else if (rename(from, to) != 0) throw Failure("rename");
    }

    public void SyncDirectory(string path)
    {
        if (OperatingSystem.IsWindows()) return;

        var descriptor = open(path, ReadOnly);
        if (descriptor < 0) throw Failure("open directory");

        try
        {
            SyncDescriptor(descriptor, "directory");
        }
        finally
        {
            _ = close(descriptor);
        }
    }

    private static void SyncDescriptor(int descriptor, string what)
    {
        while (fsync(descriptor) != 0)
            if (Marshal.GetLastPInvokeError() != Interrupted) throw Failure("fsync " + what);
    }

    private static IOException Failure(string call)
    {
        var error = new Win32Exception(Marshal.GetLastPInvokeError());
        return new IOException($"{call}: {error.Message}", error);
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int fsync(int descriptor);

    [DllImport("libc", SetLastError = true)]
    private static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int close(int descriptor);

    [DllImport("libc", SetLastError = true)]
    private static extern int rename([MarshalAs(UnmanagedType.LPUTF8Str)] string from, [MarshalAs(UnmanagedType.LPUTF8Str)] string to);
}
