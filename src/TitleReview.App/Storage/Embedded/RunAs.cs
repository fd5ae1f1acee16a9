using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TitleReview.App.Storage.Embedded;

/// <summary>Who runs the server: we ourselves, or, since initdb and postgres refuse root, somebody else.</summary>
internal sealed record RunAs(string? UserName, int Uid, int Gid, bool InUserNamespace)
{
    public const string UserVariable = "TITLEREVIEW_PG_USER";
    private const string UserNamespace = "userns";
    private const string Unshare = "/usr/bin/unshare";

    private static readonly RunAs ThisUser = new(null, 0, 0, InUserNamespace: false);
    private static readonly RunAs RootInUserNamespace = new(null, 0, 0, InUserNamespace: true);

    public bool IsAnotherUser => UserName is not null;

    public static RunAs Choose(Func<string, string?> environment)
    {
        if (OperatingSystem.IsWindows() || EffectiveUser() != 0) return ThisUser;

        var wanted = environment(UserVariable);
        if (wanted == UserNamespace) return RootInUserNamespace;

        foreach (var name in new[] { wanted, "postgres", "titlereview", "nobody" })
            if (name is { Length: > 0 } && Known(name) is (var uid, var gid) && uid != 0) return new(name, uid, gid, InUserNamespace: false);

        if (File.Exists(Unshare)) return RootInUserNamespace;

        throw new EmbeddedPostgresException($"PostgreSQL does not run as root and no other user exists: start the app as a normal user, or set {UserVariable}.");
    }

    public void Apply(ProcessStartInfo start)
    {
        if (InUserNamespace)
        {
            start.ArgumentList.Insert(0, start.FileName);
            start.ArgumentList.Insert(0, "--");
            start.ArgumentList.Insert(0, "--user");
            start.FileName = Unshare;
        }
        else if (UserName is not null)
        {
            start.UserName = UserName;
            start.Environment["HOME"] = "/";
            start.Environment["USER"] = start.Environment["LOGNAME"] = UserName;
        }
    }

    /// <summary>Hands a file or folder to the user of the server.</summary>
    public void Own(string path)
    {
        if (UserName is not null && ChangeOwner(path, Uid, Gid) != 0)
            throw new EmbeddedPostgresException($"cannot hand '{path}' to {UserName}: errno {Marshal.GetLastPInvokeError()}");
    }

    public override string ToString() => InUserNamespace ? "root in a user namespace" : UserName ?? "this user";

    private static (int Uid, int Gid)? Known(string name)
    {
        foreach (var line in File.ReadLines("/etc/passwd"))
        {
            var fields = line.Split(':');
            if (fields.Length > 3 && fields[0] == name && int.TryParse(fields[2], out var uid) && int.TryParse(fields[3], out var gid))
                return (uid, gid);
        }

        return null;
    }

    [DllImport("libc", EntryPoint = "geteuid")]
    private static extern uint EffectiveUser();

    [DllImport("libc", EntryPoint = "chown", SetLastError = true)]
    private static extern int ChangeOwner([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int owner, int group);
}
