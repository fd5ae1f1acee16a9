namespace TitleReview.App.Tests.Support;

/// <summary>A folder that every user may pass through, gone after the test.</summary>
internal sealed class TempFolder : IDisposable
{
    public TempFolder(string name = "")
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "titlereview-tests", Guid.NewGuid().ToString("N")[..8] + name);
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string Join(params string[] names) => System.IO.Path.Combine([Path, .. names]);

    public void Dispose()
    {
        if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
    }
}
