using Microsoft.EntityFrameworkCore;
using TitleReview.App.Ballots;
using TitleReview.App.Meetings;
using TitleReview.App.SignIn;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Reviews;
using TitleReview.Domain.Titles;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Ballots;

internal sealed record Voter(ExpertId Id, string Login);

internal sealed record VotedCase(FilingId Id, int No, string Code);

/// <summary>The members beyond the draw are gone again before the database is verified: nobody may sit who was not drawn.</summary>
public sealed class VotingUnderTest(PostgresServer server) : AppUnderTest(server), IAsyncLifetime
{
    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        foreach (var table in new[] { "panel_reviews", "recusals", "presences", "meeting_seats" })
            await Ask($"""
                set session_replication_role = replica;
                delete from {table} t using meetings m, draws d where m.tenant_id = t.tenant_id and m.id = t.meeting_id and d.tenant_id = m.tenant_id and d.id = m.draw_id
                  and not exists (select 1 from jsonb_array_elements(d.candidates) c where c -> 'expert' ->> 'value' = t.expert_id::text)
                """);
        await DisposeAsync();
    }
}

/// <summary>The demo's meeting of 克州, grown to as many members as wanted, in session with everybody signed in; cases as many as wanted.</summary>
internal sealed class VotingWorld(AppUnderTest app, MeetingId meeting, IReadOnlyList<Voter> members)
{
    public const string Officer = "prefecture@kezhou";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public MeetingId Meeting => meeting;
    public IReadOnlyList<Voter> Members => members;

    public static async Task<VotingWorld> Of(AppUnderTest app, int size)
    {
        await using var scope = app.AsVisitor();
        var tenant = new TenantId(Guid.Parse((await app.Ask("select id from tenants where slug = 'kezhou'"))[0]));
        await using var session = await scope.Get<TenantSessions>().OpenFor(tenant, Actor.System, Ct);
        Assert.Null(session.WhyNot(Act.LoadDemo));
        var meeting = await session.Db.Meetings.SingleAsync(Ct);
        var seats = await session.Db.Seats.ToListAsync(Ct);
        if (meeting.State == MeetingState.Planned)
        {
            var model = await session.Db.Experts.AsNoTracking().FirstAsync(e => e.Id == seats[0].ExpertId, Ct);
            for (var no = seats.Count; no < size; no++)
            {
                var expert = new Expert(new ExpertId(Guid.CreateVersion7()), model.Facts with { Name = $"委员{(char)('甲' + no)}", Employer = $"演示单位{no}" }, model.OfficeId, session.Now);
                var user = scope.Get<Accounts>().New(session, $"voter-{no:00}", expert.Name, null, Role.Expert, null, null);
                session.Db.Users.Add(user);
                expert.SignsInAs(new UserId(user.Id));
                session.Add(expert);
                var seat = new Seat(meeting.Id, new DrawnSeat(expert.Id, expert.Code, expert.Specialty, no, false), expert.Name);
                session.Add(seat);
                seats.Add(seat);
            }

            foreach (var seat in seats.Where(s => s.PledgedAt is null)) seat.Pledge("演示", null, session.Now);
            Assert.Null(await session.Save(Ct));
            await using var officer = await app.As(Officer);
            Assert.Null(await officer.Get<OpenMeeting>().Run(meeting.Id, Ct));
            foreach (var watching in (await officer.Again().Get<ReadMeeting>().Run(meeting.Id, ct: Ct))!.Observers) Assert.Null(await officer.Again().Get<SignObserver>().Run(meeting.Id, watching.UserId, Ct));
            foreach (var seat in seats) Assert.Null(await officer.Again().Get<SignMember>().Run(meeting.Id, seat.ExpertId, true, Ct));
        }

        var logins = (await app.Ask("select e.id || ' ' || u.user_name from experts e join users u on u.id = e.user_id join meeting_seats s on s.expert_id = e.id where s.meeting_id = $1 order by s.kind = 'Chair' desc, u.user_name", meeting.Id.Value)).Select(l => l.Split(' '));
        return new VotingWorld(app, meeting.Id, [.. logins.Select(l => new Voter(new ExpertId(Guid.Parse(l[0])), l[1]))]);
    }

    /// <summary>New cases at the end of the agenda: copies of a draft, each of a person of his own.</summary>
    public async Task<IReadOnlyList<VotedCase>> Cases(int count)
    {
        var made = await app.Ask($"""
            with model as (select f.* from filings f join tenants t on t.id = f.tenant_id where t.slug = 'kezhou' and f.status = 'Draft' limit 1),
            people as (insert into applicants select (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(), 'resident_id_digest', '\x' || encode(sha256(gen_random_uuid()::text::bytea), 'hex')))).*
              from applicants a join model m on m.tenant_id = a.tenant_id and m.applicant_id = a.id cross join generate_series(1, {count}) returning id, tenant_id),
            made as (insert into filings select (jsonb_populate_record(m::filings, jsonb_build_object('id', gen_random_uuid(), 'applicant_id', p.id, 'number', 'T-' || left(p.id::text, 13)))).* from model m cross join people p returning id)
            select id from made
            """);
        await using var scope = app.AsVisitor();
        await using var session = await scope.Get<TenantSessions>().OpenFor(new TenantId(Guid.Parse((await app.Ask("select id from tenants where slug = 'kezhou'"))[0])), Actor.System, Ct);
        Assert.Null(session.WhyNot(Act.LoadDemo));
        var no = await session.Db.MeetingCases.MaxAsync(c => c.No, Ct);
        List<VotedCase> cases = [];
        foreach (var id in made.Select(id => new FilingId(Guid.Parse(id))))
        {
            var code = CaseCode.New();
            session.Add(new ReviewCase(id, code));
            session.Add(new MeetingCase(meeting, id, 1, ++no));
            cases.Add(new(id, no, code));
        }

        Assert.Null(await session.Save(Ct));
        // Written opinions and the language test come before the vote; here they are none of the matter.
        foreach (var one in cases)
        {
            await app.Ask("""
                insert into language_tests (tenant_id, id, filing_id, office_id, name, passed, day, score, state, entered_by, entered_by_name, entered_at, decided_by, decided_by_id, decided_at)
                  select tenant_id, gen_random_uuid(), $2, office_id, '国语水平测试', true, '2023-09-01', '80 分', 'Agreed', gen_random_uuid(), '演示', now(), '演示', gen_random_uuid(), now() from meetings where id = $1
                """, meeting.Value, one.Id.Value);
            await app.Ask("""
                insert into panel_reviews (tenant_id, meeting_id, filing_id, expert_id, assigned_by, assigned_at, opinion, scores, submitted_at)
                  select s.tenant_id, s.meeting_id, $2, s.expert_id, '演示', now(), '同意推荐。', '{}', now() from meeting_seats s join experts e on e.id = s.expert_id join users u on u.id = e.user_id
                    where s.meeting_id = $1 order by u.user_name desc limit 3
                """, meeting.Value, one.Id.Value);
        }

        return cases;
    }

    /// <summary>The copies have not passed anything: the codes go again, so that verify finds nothing impossible.</summary>
    public Task Forget(IEnumerable<VotedCase> cases) => app.Ask("delete from review_cases where filing_id = any($1)", cases.Select(c => c.Id.Value).ToArray());

    public async Task<RoundId> NewestRound() => new(Guid.Parse((await app.Ask("select id from ballot_rounds where meeting_id = $1 order by no desc limit 1", meeting.Value))[0]));

    /// <summary>Whoever is on the roll of the newest round votes in favour of these cases.</summary>
    public async Task EverybodyVotes(params IReadOnlyList<VotedCase> on)
    {
        var round = await NewestRound();
        foreach (var member in Members)
        {
            await using var who = await app.As(member.Login);
            Assert.True(await who.Get<CastBallot>().Run(meeting, round, Marks(on, _ => Choice.InFavour), Ct) is null or NotOnTheRoll);
        }
    }

    public static Dictionary<string, string> Marks(IEnumerable<VotedCase> cases, Func<VotedCase, Choice> choice) => cases.ToDictionary(c => c.Code, c => choice(c) switch { Choice.InFavour => "1", Choice.Against => "2", _ => "3" });
}
