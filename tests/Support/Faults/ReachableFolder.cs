namespace TitleReview.Tests.Support;

/// <summary>A temporary data folder that PostgreSQL's own user gets through to; else the cluster would lie elsewhere and stay there.</summary>
public static class ReachableFolder
{
    public static string New(string prefix)
    {
        var folder = Directory.CreateTempSubdirectory(prefix).FullName;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        return folder;
    }
}
