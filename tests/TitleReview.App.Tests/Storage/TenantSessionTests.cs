using Microsoft.EntityFrameworkCore;
using Npgsql;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Permissions;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Storage;

public sealed class A_tenant_session(AppUnderTest app) : IClassFixture<AppUnderTest>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private DbContextOptions<TitleReviewDb> Options(string more = "") => new DbContextOptionsBuilder<TitleReviewDb>().UseNpgsql(app.AppConnection + more).Options;

    [Fact(DisplayName = "连接池只有一条连接，两个端口轮流用两千次，中途还取消：没有一行是别家的")]
    public async Task Hands_its_connection_on_without_its_tenant()
    {
        var options = Options(";Maximum Pool Size=1;Timeout=60");
        var sessions = new TenantSessions(options, new FakeUser(), app.Clock);
        var tenants = (await sessions.Tenants(Ct)).Where(t => t.Slug is "tacheng" or "bazhou").ToList();
        var (read, cancelled) = (0, 0);

        for (var i = 0; i < 2000; i++)
        {
            var tenant = tenants[i % 2];
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
            if (i % 7 == 3) stop.CancelAfter(TimeSpan.FromMicroseconds(i % 40 * 50));
            try
            {
                await using var session = await sessions.OpenFor(tenant.Id, Actor.Visitor, stop.Token);
                await using var command = new NpgsqlCommand("select tenant_id from offices union select tenant_id from filings", session.Connection);
                await using var reader = await command.ExecuteReaderAsync(stop.Token);
                while (await reader.ReadAsync(stop.Token)) Assert.Equal(tenant.Id.Value, reader.GetGuid(0));
                read++;
            }
            catch (OperationCanceledException) when (!Ct.IsCancellationRequested)
            {
                cancelled++;
            }
        }

        Assert.True(read > 1700 && cancelled > 0, $"{read} read, {cancelled} cancelled");
    }

    [Theory(DisplayName = "连接不清理、多路复用：不肯启动")]
    [InlineData(";No Reset On Close=true")]
    [InlineData(";Multiplexing=true")]
    public async Task Is_not_opened_over_unsafe_pooling(string setting) =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Database.External(app.AppConnection + setting, null, Ct));

    [Fact(DisplayName = "以超级用户服务：不肯启动")]
    public async Task Is_not_opened_by_a_superuser() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Database.External(app.SuperuserConnection, app.OwnerConnection, Ct));

    [Fact(DisplayName = "不清理的连接真会把上一家的行给下一家看：这就是不肯启动的理由")]
    public async Task Would_leak_over_a_connection_that_is_not_reset()
    {
        var unsafePool = app.AppConnection + ";No Reset On Close=true;Maximum Pool Size=1";
        await using (var first = new NpgsqlConnection(unsafePool))
        {
            await first.OpenAsync(Ct);
            await using var set = new NpgsqlCommand("select set_config('app.tenant', (select id::text from tenants where slug = 'tacheng'), false)", first);
            await set.ExecuteNonQueryAsync(Ct);
        }

        await using var next = new NpgsqlConnection(unsafePool);
        await next.OpenAsync(Ct);
        await using var read = new NpgsqlCommand("select count(*) from offices", next);
        Assert.True((long)(await read.ExecuteScalarAsync(Ct))! > 0);
        NpgsqlConnection.ClearPool(next);
    }

    [Fact(DisplayName = "别家的行进了跟踪器也存不下去，两种保存都拦")]
    public async Task Saves_no_row_of_another_tenant()
    {
        var (mine, other) = (new TenantId(Guid.NewGuid()), new TenantId(Guid.NewGuid()));
        await using var db = new TitleReviewDb(Options(), mine);
        var office = Office.HrBureau(new OfficeId(Guid.NewGuid()), OfficeKind.CountyHr, "别家", "别家", null);
        office.TenantId = other;
        db.Add(office);

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Ct));
        Assert.Throws<InvalidOperationException>(() => db.SaveChanges());
    }

    [Fact(DisplayName = "没有租户的上下文：什么都看不见")]
    public async Task Without_a_tenant_sees_nothing()
    {
        await using var db = new TitleReviewDb(Options(), default);
        Assert.Empty(await db.Offices.ToListAsync(Ct));
        Assert.Empty(await db.Filings.ToListAsync(Ct));
    }

    [Fact(DisplayName = "没有问过许可就保存：是写错了，直接报出来")]
    public async Task Saves_nothing_without_having_asked()
    {
        await using var applicant = await app.As("applicant@tacheng");
        await using var session = await applicant.Get<TenantSessions>().Open(Ct);
        await Assert.ThrowsAsync<InvalidOperationException>(() => session.Save(Ct));
    }

    [Fact(DisplayName = "没有登录、登录凭据已换、账号在别的端口：都当作登录已失效")]
    public async Task Is_not_opened_for_who_is_not_signed_in()
    {
        await using var visitor = app.AsVisitor();
        await Assert.ThrowsAsync<SignInEndedException>(() => visitor.Get<TenantSessions>().Open(Ct));

        await using var applicant = await app.As("applicant@tacheng");
        var right = applicant.Get<FakeUser>().SignedIn!;
        var elsewhere = (await applicant.Get<TenantSessions>().Tenants(Ct)).First(t => t.Slug == "bazhou").Id;
        foreach (var wrong in new[] { right with { SecurityStamp = "old" }, right with { Tenant = elsewhere }, right with { UserId = new UserId(Guid.NewGuid()) }, right with { Tenant = new TenantId(Guid.NewGuid()) } })
        {
            applicant.Get<FakeUser>().SignedIn = wrong;
            await Assert.ThrowsAsync<SignInEndedException>(() => applicant.Get<TenantSessions>().Open(Ct));
        }
    }

    [Fact(DisplayName = "身份以数据库为准，不信登录时的旧身份")]
    public async Task Rereads_who_acts()
    {
        await using var county = await app.As("county@tacheng");
        await using var session = await county.Get<TenantSessions>().Open(Ct);

        Assert.Equal((Role.Officer, "马文英"), (session.Actor.Role, session.Actor.Name));
        Assert.NotNull(session.Actor.OfficeId);
    }
}
