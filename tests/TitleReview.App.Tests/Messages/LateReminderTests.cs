using TitleReview.App.Messages;
using TitleReview.Domain;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Messages;

/// <summary>A reminder is of use before its deadline and of none after it.</summary>
[Collection("one port's accounts")]
public sealed class Reminders_and_their_deadlines(AppUnderTest app)
{
    private const string Person = "applicant@xinjiang";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact(DisplayName = "期限过了的提醒不进站内、不发邮件；夜里不打扰，等不到早上的提醒除外")]
    public async Task Are_never_late()
    {
        var tenant = new TenantId(Guid.Parse((await app.Ask("select id from tenants where slug = 'xinjiang'"))[0]));
        await app.Ask("update users set email = 'late@example.cn', email_confirmed = true where user_name = $1", Person);
        await app.Ask("update deliveries set status = 'Sent' where status = 'Waiting'");
        await using var system = app.AsVisitor();
        await system.Get<DispatchMessages>().Run(tenant, Ct);
        var night = Moment.StartOf(new Moment(app.Clock.GetUtcNow()).Today.AddDays(1)).AddHours(23);
        app.Clock.Advance(night - app.Clock.GetUtcNow());

        await Event(night.AddMinutes(-1));
        await Event(night.AddHours(2));
        await Event(night.AddHours(20));
        await using var round = app.AsVisitor();
        await round.Get<DispatchMessages>().Run(tenant, Ct);
        Assert.Equal(["2"], await app.Ask("select count(*) from messages m join outbox_events e on e.id = m.event_id where e.key like 'late/%'"));
        Assert.Equal(1, await round.Get<SendDeliveries>().Run(tenant, Ct));

        // Nothing was sent all night and all day; then the deadline is over.
        app.Clock.Advance(TimeSpan.FromHours(21));
        Assert.Equal(0, await round.Get<SendDeliveries>().Run(tenant, Ct));
        Assert.Equal(["Dropped 期限已过，提醒没有用了", "Sent "], await app.Ask("""
            select d.status || ' ' || coalesce(d.last_error, '') from deliveries d join messages m on m.id = d.message_id join outbox_events e on e.id = m.event_id where e.key like 'late/%' order by 1
            """));
    }

    private Task Event(DateTimeOffset deadline) => app.Ask("""
        insert into outbox_events (tenant_id, id, kind, key, at, applicant_id, filing_id, actor_id, facts, deadline, inbox_only, attempts)
        select u.tenant_id, gen_random_uuid(), 'WindowEnding', 'late/' || gen_random_uuid(), now(), u.applicant_id, f.id, u.id, '{}', $2, false, 0
          from users u join filings f on f.applicant_id = u.applicant_id where u.user_name = $1 limit 1
        """, Person, deadline.ToUniversalTime());
}
