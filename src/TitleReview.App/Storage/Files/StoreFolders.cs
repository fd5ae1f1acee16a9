using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;

namespace TitleReview.App.Storage.Files;

/// <summary>What lies where in the folder of files. No path is ever built from unchecked input.</summary>
internal sealed class StoreFolders(string root, IDiskCalls disk)
{
    private const int DigestLength = 64;
    private const string Derived = "derived";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _root = Path.GetFullPath(root);
    private readonly ConcurrentDictionary<string, bool> _durable = new(StringComparer.Ordinal);

    private string Incoming => Path.Combine(_root, ".incoming");

    public string PlaceOf(Guid tenant, string sha256) =>
        Path.Combine(FolderOf(tenant), Checked(sha256)[..2], sha256);

    public string PlaceOfDerived(Guid tenant, string sha256, string kind) =>
        Path.Combine(FolderOf(tenant), Derived, CheckedKind(kind), Checked(sha256)[..2], sha256);

    public string PlaceOfProbe() => Path.Combine(_root, ".probe", Guid.NewGuid().ToString("N"));

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

    public IEnumerable<string> Digests(Guid tenant)
    {
        var folder = FolderOf(tenant);
        if (!Directory.Exists(folder)) yield break;

        foreach (var part in Directory.EnumerateDirectories(folder, "??"))
            foreach (var file in Directory.EnumerateFiles(part))
                if (Path.GetFileName(file) is var name && IsDigest(name)) yield return name;
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

    private string FolderOf(Guid tenant) => Path.Combine(_root, tenant.ToString("D"));

    private static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
    }

    private static bool IsDigest(string text) => text.Length == DigestLength && text.All(char.IsAsciiHexDigitLower);

    private static string Checked(string sha256) =>
        IsDigest(sha256) ? sha256 : throw new ArgumentException("A digest is 64 lowercase hexadecimal digits.", nameof(sha256));

    private static string CheckedKind(string kind) =>
        kind.Length is > 0 and <= 32 && kind.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? kind
            : throw new ArgumentException("A kind is lowercase letters, digits and hyphens.", nameof(kind));
}
