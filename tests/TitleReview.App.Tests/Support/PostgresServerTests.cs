using TitleReview.App.Storage.Embedded;
using TitleReview.App.Tests.Embedded;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Support;

public sealed class The_server_of_the_tests(PostgresServer server)
{
    [Fact]
    public async Task Migrates_a_template_once_and_hands_out_copies()
    {
        var ct = TestContext.Current.CancellationToken;
        var migrated = 0;
        var key = Guid.NewGuid().ToString();
        var names = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => server.CreateDatabase(key, Migrate, ct)));

        Assert.Equal(1, migrated);
        Assert.Equal(3, names.Distinct(StringComparer.Ordinal).Count());
        await Cluster.Ask(server.ConnectionString(names[0], DatabaseRoles.Owner), "insert into plan values (2)");
        Assert.Equal(1L, await Cluster.Ask(server.ConnectionString(names[1], DatabaseRoles.Owner), "select count(*) from plan"));

        async Task Migrate(string owner)
        {
            Interlocked.Increment(ref migrated);
            await Cluster.Ask(owner, "create table plan as select 1 as id");
        }
    }

    [Fact]
    public async Task Hands_out_empty_databases()
    {
        var name = await server.CreateEmptyDatabase(TestContext.Current.CancellationToken);
        Assert.Equal(DatabaseRoles.Owner, await Cluster.Ask(server.ConnectionString(name), "select pg_get_userbyid(datdba)::text from pg_database where datname = current_database()"));
        Assert.Equal(0L, await Cluster.Ask(server.ConnectionString(name, DatabaseRoles.App), "select count(*) from pg_tables where schemaname = 'public'"));
    }
}
