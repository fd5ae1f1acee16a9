using System.Diagnostics;
using TitleReview.App.Storage.Embedded;
using TitleReview.App.Tests.Support;

namespace TitleReview.App.Tests.Embedded;

public sealed class A_server_left_behind
{
    private const string FolderVariable = "TITLEREVIEW_TEST_CLUSTER";

    [Fact]
    public async Task By_an_app_killed_with_SIGKILL_is_adopted_and_stopped_by_the_next()
    {
        using var cluster = new Cluster();
        var (code, _) = await new ChildTest(typeof(A_server_left_behind), nameof(Child_starts_and_is_killed))
        {
            Environment = { [FolderVariable] = cluster.Path },
        }.Run(TestContext.Current.CancellationToken);
        Assert.Equal(137, code);
        var postmaster = cluster.Postmaster();

        await using (var next = await cluster.Start())
        {
            Assert.True(next.Adopted);
            Assert.True(next.Owner);
            Assert.Equal(postmaster, cluster.Postmaster());
        }

        Assert.False(File.Exists(cluster.PidFile));
    }

    [Fact(Explicit = true)]
    [Trait("Child", "true")]
    public async Task Child_starts_and_is_killed()
    {
        await EmbeddedPostgres.Start(new() { Folder = Environment.GetEnvironmentVariable(FolderVariable)!, Unsafe = true }, TestContext.Current.CancellationToken);
        Cluster.Kill(Environment.ProcessId);
    }

    [Fact]
    public async Task And_killed_too_is_recovered()
    {
        using var cluster = new Cluster();
        await Cluster.Ask(await cluster.LeaveOrphan(), "create table kept as select 42 as answer");
        Cluster.Kill(cluster.Postmaster());
        Assert.True(File.Exists(cluster.PidFile));

        await using var next = await cluster.Start();

        Assert.False(next.Adopted);
        Assert.Equal(42, await Cluster.Ask(next.ConnectionString(), "select answer from kept"));
    }

    [Fact]
    public async Task Whose_number_another_program_has_is_not_taken_for_it()
    {
        using var cluster = new Cluster();
        await cluster.LeaveOrphan();
        var lines = await File.ReadAllLinesAsync(cluster.PidFile, TestContext.Current.CancellationToken);
        Cluster.Kill(cluster.Postmaster());
        using var stranger = Process.Start("sleep", "60");
        await File.WriteAllLinesAsync(cluster.PidFile, [stranger.Id.ToString(), .. lines[1..]], TestContext.Current.CancellationToken);

        await using var next = await cluster.Start();

        Assert.False(next.Adopted);
        Assert.NotEqual(stranger.Id, cluster.Postmaster());
        Assert.False(stranger.HasExited);
        stranger.Kill();
    }

    [Fact]
    public async Task Whose_number_another_cluster_has_is_not_taken_for_it()
    {
        using var cluster = new Cluster();
        using var neighbour = new Cluster();
        await cluster.LeaveOrphan();
        await using var other = await neighbour.Start();
        var lines = await File.ReadAllLinesAsync(cluster.PidFile, TestContext.Current.CancellationToken);
        Cluster.Kill(cluster.Postmaster());
        await File.WriteAllLinesAsync(
            cluster.PidFile,
            [neighbour.Postmaster().ToString(), .. lines[1..3], other.Port.ToString(), .. lines[4..]],
            TestContext.Current.CancellationToken);

        await using var next = await cluster.Start();

        Assert.False(next.Adopted);
        Assert.NotEqual(other.Port, next.Port);
        Assert.Equal(1, await Cluster.Ask(other.ConnectionString(), "select 1"));
    }

    [Fact]
    public async Task Running_for_another_process_is_used_and_not_stopped()
    {
        using var cluster = new Cluster();
        var both = await Task.WhenAll(cluster.Start(), cluster.Start());
        var owner = Assert.Single(both, p => p.Owner);
        var guest = Assert.Single(both, p => !p.Owner);

        Assert.True(guest.Adopted);
        Assert.Equal(owner.ConnectionString(), guest.ConnectionString());
        await guest.DisposeAsync();
        Assert.Equal(1, await Cluster.Ask(owner.ConnectionString(), "select 1"));

        await owner.DisposeAsync();
        Assert.False(File.Exists(cluster.PidFile));
    }
}
