using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TitleReview.App.Approvals;
using TitleReview.App.Clockwork;
using TitleReview.App.Filings;
using TitleReview.App.Messages;
using TitleReview.App.Organizations;
using TitleReview.App.People;
using TitleReview.App.Plans;
using TitleReview.App.SignIn;
using TitleReview.App.Storage;
using TitleReview.App.Tests.Support;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Messages;
using TitleReview.Domain.Plans;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Messages;

[CollectionDefinition("one port's accounts")]
public sealed class SharedApp : ICollectionFixture<AppUnderTest>;

/// <summary>In order: the clock of the shared app only goes forward.</summary>
[Collection("one port's accounts")]
public sealed partial class Messages_to_people(AppUnderTest app)
{
    private static readonly IReadOnlyList<Correction> Corrections = [new(new FormPlace(FormCatalogue.Work), "工作经历", "请核对起止时间。"), new(new FormPlace(FormCatalogue.Basic), "基本信息", "请核对。")];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<TenantId> Tenant(string slug = "tacheng") => new(Guid.Parse((await app.Ask("select id from tenants where slug = $1", slug))[0]));

    private async Task<FilingId> FilingOf(string login) => new(Guid.Parse((await app.Ask("select f.id from filings f join users u on u.applicant_id = f.applicant_id where u.user_name = $1", login))[0]));

    private async Task<int> Dispatched(string slug = "tacheng")
    {
        await using var system = app.AsVisitor();
        return await system.Get<DispatchMessages>().Run(await Tenant(slug), Ct);
    }

    private Task<List<string>> Titles(string login, MessageKind kind) => app.Ask("select m.title from messages m join users u on u.id = m.user_id where u.user_name = $1 and m.kind = $2 order by m.at", login, kind.ToString());

    private Task Mailbox(string login, string? mail) => app.Ask("update users set email = $2, email_confirmed = true where user_name = $1", login, (object?)mail ?? DBNull.Value);

    [Fact(DisplayName = "提交、退回、补正：本人每一步一条，单位和上级的合成一条；自己办的不告诉自己"), Trait("rule", "TC-39")]
    public async Task Tell_of_every_move()
    {
        var filing = await FilingOf("applicant@tacheng");
        await Dispatched();
        await Mailbox("applicant@tacheng", "applicant@example.cn");
        await using (var person = await app.As("applicant@tacheng")) Assert.Null(await person.Get<SubmitFiling>().Run(filing, Guid.NewGuid(), Ct));
        Assert.Equal(["2"], await app.Ask("select count(*) from outbox_events where filing_id = $1 and dispatched_at is null", filing.Value));

        Assert.True(await Dispatched() >= 1);
        Assert.Equal(["已收到您的申报"], await Titles("applicant@tacheng", MessageKind.Submitted));
        var before = (await Titles("employer@tacheng", MessageKind.FilingsArrived)).Count;
        app.Clock.Advance(TimeSpan.FromHours(1));
        await Dispatched();
        Assert.Equal(before + 1, (await Titles("employer@tacheng", MessageKind.FilingsArrived)).Count);
        Assert.Equal("新到 1 件待审核的申报", (await Titles("employer@tacheng", MessageKind.FilingsArrived))[^1]);

        await using (var employer = await app.As("employer@tacheng")) Assert.Null(await Desk.Return(employer, filing, Corrections));
        await Dispatched();
        Assert.Equal(["申报被退回，有 2 处要补正"], await Titles("applicant@tacheng", MessageKind.Returned));
        var text = (await app.Ask("select m.text from messages m where m.kind = 'Returned' and m.filing_id = $1", filing.Value))[0];
        Assert.Matches(@"请在20\d\d年\d+月\d+日 \d\d:\d\d（北京时间）之前改好并重新提交", text);

        await Reads_his_messages();
        await Reminds_before_the_fix_window_ends(filing);
    }

    private async Task Reads_his_messages()
    {
        await using var person = await app.As("applicant@tacheng");
        var inbox = (await person.Get<ReadMessages>().Run(unreadOnly: true, null, Ct))!;
        Assert.Equal(inbox.Unread, await person.Get<CountUnread>().Run(Ct));
        var newest = inbox.Messages[0];
        Assert.Equal(MessageKind.Returned, newest.Kind);

        await using (var stranger = await app.As("newcomer@tacheng")) Assert.Null(await stranger.Get<OpenMessage>().Run(newest.Id, Ct));
        Assert.Equal((MessageKind.Returned, newest.FilingId), (await person.Get<OpenMessage>().Run(newest.Id, Ct))!.Value);
        Assert.Equal(inbox.Unread - 1, await person.Again().Get<CountUnread>().Run(Ct));
        Assert.Null(await person.Again().Get<MarkRead>().Run(null, Ct));
        Assert.Equal(0, await person.Again().Get<CountUnread>().Run(Ct));
    }

    private async Task<int> Reminded()
    {
        await using var system = app.AsVisitor();
        var made = await system.Get<RemindDeadlines>().Run(await Tenant(), Ct);
        await Dispatched();
        return made;
    }

    private async Task Reminds_before_the_fix_window_ends(FilingId filing)
    {
        await Reminded();
        Assert.Empty(await Titles("applicant@tacheng", MessageKind.FixEnding));
        var deadline = DateTimeOffset.Parse((await app.Ask("select to_char(fix_deadline at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS') || 'Z' from filings where id = $1", filing.Value))[0]);
        app.Clock.Advance(deadline.AddHours(-23.5) - app.Clock.GetUtcNow());
        await Reminded();
        Assert.Equal(["补正期还剩 23 小时"], await Titles("applicant@tacheng", MessageKind.FixEnding));

        // Two nodes at once, and again: nothing more.
        await using var other = app.AnotherNode();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(async i =>
        {
            await using var scope = i % 2 == 0 ? app.AsVisitor() : await app.As("applicant@tacheng", other);
            await scope.Get<RemindDeadlines>().Run(await Tenant(), Ct);
            await scope.Get<DispatchMessages>().Run(await Tenant(), Ct);
        }));
        Assert.Single(await Titles("applicant@tacheng", MessageKind.FixEnding));

        app.Clock.Advance(TimeSpan.FromHours(20));
        await Reminded();
        Assert.Equal(["补正期还剩 23 小时", "补正期还剩 3 小时"], await Titles("applicant@tacheng", MessageKind.FixEnding));

        app.Clock.Advance(TimeSpan.FromHours(4));
        await Reminded();
        await using (var system = app.AsVisitor()) Assert.True(await system.Get<LapseFilings>().Run(await Tenant(), Ct) >= 1);
        await Dispatched();
        Assert.Single(await Titles("applicant@tacheng", MessageKind.Lapsed));
        Assert.Equal(2, (await Titles("applicant@tacheng", MessageKind.FixEnding)).Count);

        // The demo's notice that runs out: once, whoever looks and however often.
        var over = DateOnly.Parse((await app.Ask("select max(n.last_day)::text from notices n join filings f on f.id = n.filing_id and f.status = 'InApproval' where n.concluded_at is null and n.tenant_id = $1", (await Tenant()).Value))[0]);
        app.Clock.Advance(Moment.EndOf(over).AddHours(1) - app.Clock.GetUtcNow() is { Ticks: > 0 } wait ? wait : TimeSpan.Zero);
        await Reminded();
        await Reminded();
        Assert.Single(await Titles("employer@tacheng", MessageKind.NoticeOver));
    }

    [Fact(DisplayName = "注册、确认、公示期满、延期，都有通知")]
    public async Task Tell_of_registrations_notices_and_extensions()
    {
        var office = Guid.Parse((await app.Ask("select office_id from users where user_name = 'prefecture@bazhou'"))[0]);
        await using (var visitor = app.AsVisitor()) Assert.Null(await visitor.Get<RegisterEmployer>().Run("bazhou", Filled.Employer(office, 731, "guanli731"), Ct));
        await using (var officer = await app.As("prefecture@bazhou"))
        {
            var mine = (await officer.Get<ReadEmployers>().Run(ct: Ct)).Rows.First(e => e.Employer.CreditCode == Filled.Employer(office, 731).CreditCode).Employer;
            Assert.Null(await officer.Get<DecideEmployer>().Run(mine.Id, true, null, Ct));
            await using var visitor = app.AsVisitor();
            Assert.Null(await visitor.Get<RegisterApplicant>().Run("bazhou", Filled.Applicant(mine.Id.Value, 731, "shenbao731"), Ct));
        }

        app.Clock.Advance(TimeSpan.FromHours(1));
        await Dispatched("bazhou");
        Assert.Single(await Titles("guanli731@bazhou", MessageKind.EmployerApproved));
        Assert.Equal(["1 人等您确认"], await Titles("guanli731@bazhou", MessageKind.StaffWaiting));
        Assert.Contains("1 个单位等您审核", await Titles("prefecture@bazhou", MessageKind.EmployersWaiting));

    }

    [Fact(DisplayName = "邮件：真的邮件服务器；拒收、挂断、不应答都只是等着再试，越等越久，最后放弃，平台看得到；编号不变")]
    public async Task Go_out_by_mail()
    {
        await using var server = new SmtpServer();
        // What others of this port left to be told goes first, whichever of the tests came before.
        app.Clock.Advance(TimeSpan.FromHours(1));
        await Dispatched();
        await app.Ask("update deliveries set status = 'Sent' where status = 'Waiting'");
        await Quiet(off: true);
        await Mailbox("returned@tacheng", "returned@example.cn");
        await Told("returned@tacheng");
        Assert.Equal(["1"], await app.Ask("select count(*) from deliveries where status = 'Waiting'"));

        foreach (var temper in new[] { Temper.HangsUp, Temper.SaysNothing, Temper.RefusesAll, Temper.RefusesRecipients })
        {
            server.Temper = temper;
            Assert.Equal(0, await Sent(server));
            Assert.Equal(0, await Sent(server));   // not yet again: it waits
            app.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(["4 邮件服务器不收这个地址（550）"], await app.Ask("select attempts || ' ' || last_error from deliveries where status = 'Waiting'"));
        server.Temper = Temper.Takes;
        Assert.Equal(1, await Sent(server));
        Assert.Equal(0, await Sent(server));
        var (to, data) = Assert.Single(server.Taken);
        Assert.Contains("returned@example.cn", to, StringComparison.Ordinal);
        Assert.Contains("/messages/", Encoding.UTF8.GetString(Convert.FromBase64String(Base64Body().Match(data.ReplaceLineEndings("\n")).Groups["body"].Value.ReplaceLineEndings(""))), StringComparison.Ordinal);

        // Sent, but the node died before it could write that down: once more, with the same number.
        await app.Ask("update deliveries set status = 'Waiting', sent_at = null where id = (select id from deliveries order by sent_at desc nulls last limit 1)");
        Assert.Equal(0, await Sent(server));
        app.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(1, await Sent(server));
        Assert.Single(server.Taken.Select(t => MessageId().Match(t.Data).Value).Distinct());
        Assert.Equal(2, server.Taken.Count);

        // Never taken: given up after the last pause, seen by the platform, in the inbox all the same.
        server.Temper = Temper.RefusesRecipients;
        await Told("returned@tacheng");
        for (var i = 0; i < 9; i++)
        {
            await Sent(server);
            app.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(["8"], await app.Ask("select attempts from deliveries where status = 'GivenUp'"));
        await using var platform = await app.As("admin@platform");
        Assert.Contains((await platform.Get<ReadDeliveryHealth>().Run(Ct))!, h => h is { GivenUp: 1, LastError: "邮件服务器不收这个地址（550）" });
        await using var officer = await app.As("prefecture@tacheng");
        Assert.Null(await officer.Get<ReadDeliveryHealth>().Run(Ct));

        // Disabled in the meantime: not sent.
        server.Temper = Temper.Takes;
        await Told("returned@tacheng");
        await Mailbox("returned@tacheng", null);
        Assert.Equal(0, await Sent(server));
        Assert.Equal(["1"], await app.Ask("select count(*) from deliveries d join users u on u.id = d.user_id where d.status = 'Dropped' and u.user_name = 'returned@tacheng'"));
    }

    [Fact(DisplayName = "没有邮件服务器的，每封一个文件；夜里不发，早上发；短信同理")]
    public async Task Go_into_a_folder()
    {
        await using var person = await app.As("passed@tacheng");
        Assert.Equal(["Email", "Phone"], Assert.IsType<InvalidInput>(await person.Get<SaveOwnContact>().Run(new ContactForm { Email = "a@b", Phone = "12" }, Ct)).Errors.Select(e => e.Field));
        Assert.Null(await person.Again().Get<SaveOwnContact>().Run(new ContactForm { Email = "passed@example.cn", Phone = "13800000000", Progress = true, Sms = true }, Ct));
        // Each change of the address sends a letter there: not without end.
        foreach (var mail in new[] { "one@example.cn", "two@example.cn" }) Assert.Null(await person.Again().Get<SaveOwnContact>().Run(new ContactForm { Email = mail, Phone = "13800000000", Progress = true, Sms = true }, Ct));
        Assert.Equal(new MailChangedTooOften(3), await person.Again().Get<SaveOwnContact>().Run(new ContactForm { Email = "three@example.cn" }, Ct));
        await app.Ask("update users set email = 'passed@example.cn', normalized_email = 'PASSED@EXAMPLE.CN' where user_name = 'passed@tacheng'");
        // Not yet confirmed: nothing but the question itself would go there.
        Assert.Equal(["false"], await app.Ask("select email_confirmed::text from users where user_name = 'passed@tacheng'"));
        await app.Ask("update users set email_confirmed = true where user_name = 'passed@tacheng'");
        await using var officer = await app.As("prefecture@tacheng");
        await Quiet(off: false);
        var night = Moment.StartOf(new Moment(app.Clock.GetUtcNow()).Today).AddHours(23);
        app.Clock.Advance((night > app.Clock.GetUtcNow() ? night : night.AddDays(1)) - app.Clock.GetUtcNow());
        await app.Ask("update deliveries set status = 'Sent' where status = 'Waiting'");
        await Told("passed@tacheng");

        await using var system = app.AsVisitor();
        Assert.Equal(0, await system.Get<SendDeliveries>().Run(await Tenant(), Ct));
        app.Clock.Advance(TimeSpan.FromHours(9.5));
        Assert.Equal(1, await system.Get<SendDeliveries>().Run(await Tenant(), Ct));
        var file = Assert.Single(Directory.GetFiles(Path.Combine(app.DataFolder, "mail"), "*.eml"), f => File.ReadAllText(f).Contains("passed@example.cn", StringComparison.Ordinal));
        Assert.Matches(MessageId(), await File.ReadAllTextAsync(file, Ct));

        using var texts = new TempFolder();
        var sms = new FolderSmsSender(texts.Path);
        await sms.Send(new OutgoingSms(Guid.NewGuid(), "13800000000", "【塔城】退回"), Ct);
        Assert.StartsWith("13800000000\n", await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(texts.Path)), Ct), StringComparison.Ordinal);

        // A mail server that is away holds up the letters, not the texts.
        await Quiet(off: true);
        await app.Ask("update deliveries set status = 'Sent' where status = 'Waiting'");
        await Told("passed@tacheng");
        await app.Ask("insert into deliveries select (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(), 'channel', 'Sms', 'next_at', d.next_at + interval '1 second'))).* from deliveries d where status = 'Waiting'");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await Sent(Closed(), sms));
        Assert.Equal(["Mail Waiting", "Sms Sent"], await app.Ask("select channel || ' ' || status from deliveries d where message_id = (select message_id from deliveries where status = 'Waiting') order by 1"));
        Assert.Equal(2, Directory.GetFiles(texts.Path).Length);
    }

    [Fact(DisplayName = "两个节点抢着办、还不时被杀掉，三百件事每人恰好一条；改动没有存下的，一件也没有")]
    public async Task Come_exactly_once_whatever_dies()
    {
        var tenant = await Tenant("aksu");
        await Dispatched("aksu");
        await app.Ask($"""
            insert into outbox_events (tenant_id, id, kind, key, at, applicant_id, actor_id, facts, inbox_only, attempts)
            select u.tenant_id, gen_random_uuid(), 'StaffConfirmed', 'test/' || n, now(), u.applicant_id, u.id, '{"{}"}', false, 0
              from users u cross join generate_series(1, 300) n where u.user_name = 'applicant@aksu'
            """);
        var killed = Enumerable.Range(0, 3).Select(i => new ChildTest(typeof(DispatchUntilKilled), nameof(DispatchUntilKilled.Child_dispatches))
        {
            Environment = { ["MSG_APP"] = app.AppConnection, ["MSG_OWNER"] = app.OwnerConnection, ["MSG_DATA"] = app.DataFolder, ["MSG_CLOCK"] = app.Clock.GetUtcNow().ToString("O"), ["MSG_TENANT"] = tenant.Value.ToString(), ["MSG_KILL"] = $"{40 + i * 150}" },
        }.Run(Ct));
        var codes = await Task.WhenAll(killed);
        Assert.All(codes, c => Assert.NotEqual(0, c.Code));

        await using var other = app.AnotherNode();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async i =>
        {
            await using var scope = i % 2 == 0 ? app.AsVisitor() : await app.As("applicant@aksu", other);
            await scope.Get<DispatchMessages>().Run(tenant, Ct);
        }));
        Assert.Equal(["300 300"], await app.Ask("select count(*) || ' ' || count(distinct event_id) from messages where kind = 'StaffConfirmed' and event_id in (select id from outbox_events where key like 'test/%')"));
        Assert.Equal(["0"], await app.Ask("select count(*) from outbox_events where key like 'test/%' and dispatched_at is null"));
    }

    [Fact(DisplayName = "地区改通知的写法、免打扰；县里改不了；坏的说清")]
    public async Task Are_worded_by_the_port()
    {
        await using var officer = await app.As("prefecture@bazhou");
        await using var county = await app.As("county@bazhou");
        Assert.IsType<NotFoundHere>(await county.Get<SaveMessageTemplate>().Run(MessageKind.Returned, new("甲", "乙"), Ct));
        Assert.IsType<InvalidInput>(await officer.Get<SaveMessageTemplate>().Run(MessageKind.Returned, new("甲", "{没有}"), Ct));
        Assert.IsType<InvalidInput>(await officer.Get<SaveMessageTimes>().Run(new(22, 0), new(8, 0), 7, Ct));
        Assert.Null(await officer.Again().Get<SaveMessageTemplate>().Run(MessageKind.StaffConfirmed, new("欢迎{姓名}", "“{单位}”已确认。"), Ct));
        Assert.Contains(MessageKind.StaffConfirmed, (await officer.Again().Get<ReadMessageSettings>().Run(Ct))!.Own);
        Assert.Null(await officer.Again().Get<SaveMessageTemplate>().Run(MessageKind.StaffConfirmed, null, Ct));
        Assert.Empty((await officer.Again().Get<ReadMessageSettings>().Run(Ct))!.Own);
    }

    /// <summary>An event of his own for one person, dispatched.</summary>
    private async Task Told(string login)
    {
        await app.Ask("""
            insert into outbox_events (tenant_id, id, kind, key, at, applicant_id, filing_id, actor_id, facts, inbox_only, attempts)
            select u.tenant_id, gen_random_uuid(), 'Declined', 'told/' || gen_random_uuid(), now(), u.applicant_id, (select f.id from filings f where f.applicant_id = u.applicant_id), u.id, '{"机构":"县人社局"}', false, 0 from users u where u.user_name = $1
            """, login);
        await Dispatched();
    }

    private async Task Quiet(bool off)
    {
        await using var officer = await app.As("prefecture@tacheng");
        Assert.Null(await officer.Get<SaveMessageTimes>().Run(off ? new(0, 0) : new(22, 0), off ? new(0, 0) : new(8, 0), 60, Ct));
    }

    /// <summary>A port nobody listens at.</summary>
    private static int Closed()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Task<int> Sent(SmtpServer server) => Sent(server.Port);

    private async Task<int> Sent(int port, ISmsSender? texts = null)
    {
        var smtp = new SmtpSettings("127.0.0.1", port, null, null, false, TimeSpan.FromSeconds(1));
        var settings = new OutgoingSettings(smtp, "", null, "no-reply@example.cn", "https://zc.example.cn", [.. OutgoingSettings.GrowingPauses.Select(pause => pause > TimeSpan.FromHours(1) ? TimeSpan.FromHours(1) : pause)]);
        await using var system = app.AsVisitor();
        return await new SendDeliveries(system.Get<TenantSessions>(), settings, new SmtpMailSender(smtp, settings), system.Get<AccountLinks>(), NullLogger<SendDeliveries>.Instance, texts).Run(await Tenant(), Ct);
    }

    [GeneratedRegex("Message-ID: ?<[0-9a-f]{32}@[^>]+>", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MessageId();

    [GeneratedRegex("\n\n(?<body>[A-Za-z0-9+/=\n]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Base64Body();
}
