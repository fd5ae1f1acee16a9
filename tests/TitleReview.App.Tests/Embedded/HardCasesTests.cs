using System.Diagnostics;
using Npgsql;
using TitleReview.App.Storage.Embedded;
using TitleReview.App.Tests.Support;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Embedded;

[TakesMinutes]
public sealed class Where_things_are_not_as_usual
{
    private const string FolderVariable = "TITLEREVIEW_TEST_CLUSTER";

    [Fact]
    public async Task Without_programs_the_error_says_what_to_do()
    {
        using var cluster = new Cluster();
        var nothing = cluster.Options with { Environment = name => name == PostgresPrograms.FolderVariable ? cluster.Path : null };

        var error = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => EmbeddedPostgres.Start(nothing, TestContext.Current.CancellationToken));

        Assert.Contains("./tools/install", error.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__TitleReview", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_whose_name_a_shell_would_read_is_refused()
    {
        using var cluster = new Cluster();
        var trap = cluster.Options with { Folder = Path.Combine(cluster.Path, "$(touch here)") };

        await Assert.ThrowsAsync<EmbeddedPostgresException>(() => EmbeddedPostgres.Start(trap, TestContext.Current.CancellationToken));

        Assert.Empty(Directory.GetFileSystemEntries(cluster.Path));
    }

    [Fact]
    public async Task A_cluster_of_another_major_version_is_left_alone()
    {
        using var cluster = new Cluster();
        var data = Directory.CreateDirectory(Path.Combine(cluster.Path, "cluster"));
        await File.WriteAllTextAsync(Path.Combine(data.FullName, "PG_VERSION"), "99\n", TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<EmbeddedPostgresException>(cluster.Start);

        Assert.Contains("made by PostgreSQL 99", error.Message, StringComparison.Ordinal);
        Assert.Equal(["PG_VERSION"], data.GetFileSystemInfos().Select(f => f.Name));
    }

    [Fact]
    public async Task A_server_that_will_not_start_tells_why_and_frees_the_folder()
    {
        using var cluster = new Cluster();
        var broken = cluster.Options with { Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["no_such_setting"] = "1" } };

        var error = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => EmbeddedPostgres.Start(broken, TestContext.Current.CancellationToken));
        Assert.Contains("no_such_setting", error.Message, StringComparison.Ordinal);

        await using var mended = await cluster.Start();
        Assert.True(mended.Owner);
    }

    [Theory]
    [InlineData(true, 20)]
    [InlineData(true, 60)]
    [InlineData(true, 120)]
    [InlineData(false, 60)]
    [InlineData(false, 300)]
    public async Task A_start_called_off_leaves_no_server_and_no_lock(bool isThere, int milliseconds)
    {
        using var cluster = new Cluster();
        if (isThere)
            await using (await cluster.Start())
            {
            }

        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(milliseconds));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => EmbeddedPostgres.Start(cluster.Options, soon.Token));
        Assert.False(File.Exists(cluster.PidFile));

        await using var next = await cluster.Start();
        Assert.True(next.Owner);
    }

    [Fact]
    public async Task A_server_that_does_not_stop_politely_is_stopped_all_the_same()
    {
        using var cluster = new Cluster();
        var postgres = await EmbeddedPostgres.Start(cluster.Options with { StopTimeout = TimeSpan.FromSeconds(1) }, TestContext.Current.CancellationToken);
        await using var stuck = new NpgsqlConnection(postgres.ConnectionString() + ";Pooling=false");
        await stuck.OpenAsync(TestContext.Current.CancellationToken);
        using (var stop = Process.Start("kill", ["-STOP", stuck.ProcessID.ToString()])) await stop.WaitForExitAsync(TestContext.Current.CancellationToken);

        await postgres.DisposeAsync();

        Assert.False(File.Exists(cluster.PidFile));
    }

    [Fact]
    public async Task A_folder_that_the_server_cannot_reach_is_replaced_by_one_that_it_can()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root runs the server as somebody else");
        using var cluster = new Cluster();
        File.SetUnixFileMode(cluster.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        await using var postgres = await cluster.Start();

        Assert.StartsWith("/var/lib/titlereview/", postgres.Folder, StringComparison.Ordinal);
        Assert.Contains(cluster.Log, line => line.Contains(postgres.Folder, StringComparison.Ordinal));
        await postgres.DisposeAsync();
        Directory.Delete(postgres.Folder, recursive: true);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("userns")]
    public async Task Root_may_choose_who_runs_the_server(string user)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root runs the server as somebody else");
        if (user == "userns") Assert.SkipUnless(await NamespacesWork(), "no user namespaces here");
        using var cluster = new Cluster();
        var asUser = cluster.Options with { Environment = name => name == RunAs.UserVariable ? user : Environment.GetEnvironmentVariable(name) };

        await using var postgres = await EmbeddedPostgres.Start(asUser, TestContext.Current.CancellationToken);

        Assert.Equal(1, await Cluster.Ask(postgres.ConnectionString(), "select 1"));
    }

    [Fact]
    public async Task An_ordinary_user_starts_it_too()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "this user is an ordinary one: the other tests show it");
        using var cluster = new Cluster();
        File.SetUnixFileMode(cluster.Path, (UnixFileMode)0b111_111_111);

        var (code, output) = await new ChildTest(typeof(Where_things_are_not_as_usual), nameof(Child_starts_as_an_ordinary_user))
        {
            User = "nobody",
            Environment = { [FolderVariable] = cluster.Path },
        }.Run(TestContext.Current.CancellationToken);

        Assert.True(code == 0, output);
    }

    [Fact(Explicit = true)]
    [Trait("Child", "true")]
    public async Task Child_starts_as_an_ordinary_user()
    {
        Assert.False(Environment.IsPrivilegedProcess);
        var folder = Path.Combine(Environment.GetEnvironmentVariable(FolderVariable)!, "own");
        await using (var postgres = await EmbeddedPostgres.Start(new() { Folder = folder, Unsafe = true }, TestContext.Current.CancellationToken))
            Assert.Equal(1, await Cluster.Ask(postgres.ConnectionString(), "select 1"));
        Assert.False(File.Exists(Path.Combine(folder, "cluster", "postmaster.pid")));
    }

    private static async Task<bool> NamespacesWork()
    {
        using var process = Process.Start("unshare", ["--user", "--", "true"]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode == 0;
    }
}
