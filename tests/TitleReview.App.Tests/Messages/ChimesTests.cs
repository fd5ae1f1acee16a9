using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Quartz;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Messages;

/// <summary>Two nodes with their schedulers running, on one database.</summary>
[Collection("one port's accounts")]
public sealed class The_chimes(AppUnderTest app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact(DisplayName = "两个节点敲同一口钟：每一下只有一个节点去办；都停着的时候到期的，一开机就补办；一个节点死了，另一个接着")]
    public async Task Ring_once_for_all_nodes()
    {
        await app.Ask("""
            insert into outbox_events (tenant_id, id, kind, key, at, applicant_id, actor_id, facts, inbox_only, attempts)
            select u.tenant_id, gen_random_uuid(), 'StaffConfirmed', 'chime/' || n, now(), u.applicant_id, u.id, '{}', true, 0 from users u cross join generate_series(1, 20) n where u.user_name = 'applicant@kezhou'
            """);
        await using var first = app.AnotherNode();
        await using var second = app.AnotherNode();
        var (one, two) = (await Start(first), await Start(second));

        await Until("select count(*) from messages m join outbox_events e on e.id = m.event_id where e.key like 'chime/%'", "20");
        await Until("select count(*) from quartz.qrtz_scheduler_state", "2");
        Assert.Equal(["7"], await app.Ask("select count(*) from quartz.qrtz_triggers"));
        Assert.Equal(["7"], await app.Ask("select count(*) from quartz.qrtz_job_details where is_nonconcurrent"));

        await one.Shutdown(false, Ct);
        await app.Ask("insert into outbox_events (tenant_id, id, kind, key, at, applicant_id, actor_id, facts, inbox_only, attempts) select u.tenant_id, gen_random_uuid(), 'StaffConfirmed', 'chime/21', now(), u.applicant_id, u.id, '{}', true, 0 from users u where u.user_name = 'applicant@kezhou'");
        await Until("select count(*) from messages m join outbox_events e on e.id = m.event_id where e.key like 'chime/%'", "21");
        await two.Shutdown(true, Ct);
    }

    private static async Task<IScheduler> Start(ServiceProvider node)
    {
        var scheduler = await node.GetRequiredService<ISchedulerFactory>().GetScheduler(Ct);
        await scheduler.Start(Ct);
        return scheduler;
    }

    private async Task Until(string sql, string expected)
    {
        for (var i = 0; i < 120; i++)
        {
            if ((await app.Ask(sql))[0] == expected) return;
            await Task.Delay(250, Ct);
        }

        Assert.Equal([expected], await app.Ask(sql));
    }
}
