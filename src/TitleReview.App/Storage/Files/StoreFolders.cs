using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;

namespace TitleReview.App.Storage.Files;

/// <summary>The folder of files on the disk: what may be half written lies in .incoming, everything else is whole.</summary>
internal sealed class StoreFolders(string root, IDiskCalls disk)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _root = Path.GetFullPath(root);
    private readonly ConcurrentDictionary<string, bool> _durable = new(StringComparer.Ordinal);

    private string Incoming => Path.Combine(_root, ".incoming");

    public string PlaceOf(string name) => Path.Combine(_root, name.Replace('/', Path.DirectorySeparatorChar));

    public string NewIncoming()
    {
        if (!Directory.Exists(_root))
        {
            MakeFolder(_root);
            if (Path.GetDirectoryName(_root) is { } parent) disk.SyncDirectory(parent);
        }

        MakeFolder(Incoming);
        return Path.Combine(Incoming, Guid.NewGuid().ToString("N"));
    }

    public static SafeFileHandle Create(string path)
    {
        var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.Asynchronous);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(handle, OwnerOnly);
        return handle;
    }

    /// <summary>A new folder's own name must reach the disk too, or the file in it goes with it.</summary>
    public void Prepare(string target)
    {
        var folder = Path.GetDirectoryName(target)!;
        if (_durable.ContainsKey(folder) && Directory.Exists(folder)) return;

        MakeFolder(folder);
        for (var made = folder; made != _root; made = Path.GetDirectoryName(made)!)
            disk.SyncDirectory(Path.GetDirectoryName(made)!);
        _durable[folder] = true;
    }

    public IEnumerable<string> Names(string under)
    {
        var folder = PlaceOf(under);
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_root, f).Replace(Path.DirectorySeparatorChar, '/'))
            : [];
    }

    /// <summary>All files at or below a name, then the folders left empty.</summary>
    public void Remove(string name)
    {
        var place = PlaceOf(name);
        if (Directory.Exists(place)) Directory.Delete(place, recursive: true);
        else File.Delete(place);
    }

    public int RemoveIncoming(DateTimeOffset writtenBefore)
    {
        if (!Directory.Exists(Incoming)) return 0;

        return Directory.EnumerateFiles(Incoming).Where(f => File.GetLastWriteTimeUtc(f) < writtenBefore.UtcDateTime).ToList().Count(TryDelete);
    }

    public static bool TryDelete(string path)
    {
        try
        {
            File.Delete(path);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
    }
}
