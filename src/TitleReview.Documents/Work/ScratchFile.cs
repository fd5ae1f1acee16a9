using System.Security.Cryptography;

namespace TitleReview.Documents.Work;

/// <summary>
/// A file for programs that cannot read from a pipe, gone when its use is over. The child runs as nobody and must be able to read it,
/// so what protects it is its place: a folder that nobody can list, and a name that nobody can guess.
/// </summary>
internal sealed class ScratchFile : IDisposable
{
    private const UnixFileMode PassThrough = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private static readonly Lazy<string> Folder = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("titlereview-").FullName;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, PassThrough);
        return folder;
    });

    private ScratchFile() { }

    public string Path { get; } = System.IO.Path.Combine(Folder.Value, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));

    public static async Task<ScratchFile> With(byte[] content, CancellationToken ct)
    {
        var file = new ScratchFile();
        try
        {
            await File.WriteAllBytesAsync(file.Path, content, ct);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file.Path, Readable);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose() => File.Delete(Path);
}
