using System.Net;
using System.Net.Sockets;
using Npgsql;
using TitleReview.App.Storage.Embedded;

namespace TitleReview.App.Tests.Embedded;

public sealed class A_private_cluster_starts
{
    [Fact]
    public async Task At_first_and_again_with_its_data_kept()
    {
        using var cluster = new Cluster();
        string first;
        await using (var postgres = await cluster.Start())
        {
            first = postgres.ConnectionString();
            Assert.True(postgres.Owner);
            Assert.False(postgres.Adopted);
            await Cluster.Ask(first, "create table kept as select 42 as answer");
        }

        Assert.False(File.Exists(cluster.PidFile));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => Cluster.Ask(first, "select 1"));

        await using var again = await cluster.Start();
        Assert.False(again.Adopted);
        Assert.Equal(42, await Cluster.Ask(again.ConnectionString(), "select answer from kept"));
    }

    [Fact]
    public async Task With_the_settings_of_the_house()
    {
        using var cluster = new Cluster();
        await using var postgres = await cluster.Start();

        foreach (var (name, value) in new[]
        {
            ("listen_addresses", "127.0.0.1"), ("unix_socket_directories", ""), ("password_encryption", "scram-sha-256"), ("jit", "off"),
            ("data_checksums", "on"), ("TimeZone", "UTC"), ("server_encoding", "UTF8"), ("max_connections", "200"),
        })
            Assert.Equal((name, value), (name, await Cluster.Ask(postgres.ConnectionString(), $"show {name}")));
        Assert.Equal("C", await Cluster.Ask(postgres.ConnectionString(), "select datcollate::text from pg_database where datname = current_database()"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(cluster.Path, "secret")));
    }

    [Fact]
    public async Task With_an_owner_who_migrates_and_an_app_that_only_serves()
    {
        using var cluster = new Cluster();
        await using var postgres = await cluster.Start();
        var owner = postgres.ConnectionString(user: DatabaseRoles.Owner);
        var app = postgres.ConnectionString(user: DatabaseRoles.App);

        await Cluster.Ask(owner, "create table filing (id int)");
        Assert.Equal(2L, await Cluster.Ask(owner, "select count(*) from pg_roles where rolname like 'titlereview\\_%' and not rolsuper and not rolbypassrls and not rolcreaterole and not rolcreatedb"));
        Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => Cluster.Ask(app, "select * from filing"))).SqlState);
        Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => Cluster.Ask(app, "create table mine (id int)"))).SqlState);

        var wrong = new NpgsqlConnectionStringBuilder(app) { Password = "wrong" }.ConnectionString;
        Assert.Equal("28P01", (await Assert.ThrowsAsync<PostgresException>(() => Cluster.Ask(wrong, "select 1"))).SqlState);
    }

    [Fact]
    public async Task With_a_role_that_had_been_given_too_much_put_right()
    {
        using var cluster = new Cluster();
        await using var postgres = await cluster.Start();
        await Cluster.Ask(postgres.ConnectionString(), "alter role titlereview_app superuser bypassrls");

        var superuser = new NpgsqlConnectionStringBuilder(postgres.ConnectionString());
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => DatabaseRoles.Ensure(superuser.ConnectionString, superuser.Password!, TestContext.Current.CancellationToken)));

        Assert.Equal(false, await Cluster.Ask(postgres.ConnectionString(), "select rolsuper or rolbypassrls from pg_roles where rolname = 'titlereview_app'"));
    }

    [Fact]
    public async Task In_a_folder_with_spaces_quotes_and_Chinese()
    {
        using var cluster = new Cluster(" a (b) it's 职称");
        await using var postgres = await cluster.Start();
        Assert.Equal(1, await Cluster.Ask(postgres.ConnectionString(), "select 1"));
    }

    [Fact]
    public async Task On_the_next_port_when_one_is_taken()
    {
        using var cluster = new Cluster();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        await using var postgres = await EmbeddedPostgres.Start(cluster.Options with { FirstPort = port, LastPort = port + 20 }, TestContext.Current.CancellationToken);

        Assert.InRange(postgres.Port, port + 1, port + 20);
    }

    [Fact]
    public async Task Over_the_rest_of_an_initdb_that_was_killed()
    {
        using var cluster = new Cluster();
        Directory.CreateDirectory(Path.Combine(cluster.Path, "cluster.new", "base"));
        await using var postgres = await cluster.Start();
        Assert.True(postgres.Owner);
    }
}
