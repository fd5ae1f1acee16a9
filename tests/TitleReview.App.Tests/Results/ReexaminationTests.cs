using System.Text;
using TitleReview.App.Ballots;
using TitleReview.App.Certificates;
using TitleReview.App.Meetings;
using TitleReview.App.Presenting;
using TitleReview.App.Results;
using TitleReview.App.SignIn;
using TitleReview.App.Storage;
using TitleReview.App.Tests.Documents;
using TitleReview.Domain;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Certificates;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Results;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Results;

/// <summary>An objection in Aksu is upheld: the filing goes through another meeting, on paper ballots, to a certificate of its own.</summary>
public sealed class A_filing_reviewed_again(AppUnderTest app) : IClassFixture<AppUnderTest>
{
    private const string Organiser = "committee@aksu", Second = "committee-second@aksu", Login = "announced-second@aksu";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<Guid> One(string sql, params object[] values) => Guid.Parse((await app.Ask(sql, values))[0]);

    private async Task<FilingId> Filing(string login) => new(await One("select r.filing_id from review_results r join users u on u.applicant_id = r.applicant_id where u.user_name = $1", login));

    private Task<Guid> Newest(string column, FilingId filing) => One($"select {column} from review_results where filing_id = $1 order by taken_at desc limit 1", filing.Value);

    [Fact(DisplayName = "异议查实、重新评审的，列入下一次评审会再评，新的结果公布之前本人看到的仍是“重新评审”，确认之后发证；评过的别人不能再列"), Trait("rule", "AK-06")]
    public async Task Goes_through_the_next_meeting_to_a_certificate()
    {
        await using var who = await app.As(Organiser);
        await using var person = await app.As(Login);
        var filing = await Filing(Login);
        var (first, before) = (new ResultId(await Newest("id", filing)), new MeetingId(await Newest("meeting_id", filing)));
        var objection = (await who.Get<ReadResults>().Run(before, Ct))!.Notices.Single().Objections.Single(o => o.ResultId == first);
        Assert.Null(await who.Again().Get<SettleResultObjection>().Run(objection.Id, null, ObjectionAnswer.Again, "第二项业绩的名次要重新认定。", Ct));
        await using (var second = await app.As("prefecture@aksu")) Assert.Null(await second.Get<DecideResults>().Run((await second.Get<ReadResultBoard>().Run(Ct))!.Waiting.Single().Decision.Id, true, null, Ct));
        Assert.Equal((1, 1), ((await who.Again().Get<ReadResults>().Run(before, Ct))!.Again, (await who.Again().Get<ReadResultBoard>().Run(Ct))!.Meetings.Single(m => m.Meeting.Id == before).Again));

        var next = await Called(who, before, filing);
        Assert.Equal(0, (await who.Again().Get<ReadResults>().Run(before, Ct))!.Again);
        await Votes(who, next, filing);
        Assert.Null(await who.Again().Get<CloseMeeting>().Run(next, Ct));

        // Counted, but not published: to the person it is still being reviewed again.
        Assert.Equal(("Voted", ResultState.Reexamining), ((await app.Ask("select state from review_results where meeting_id = $1", next.Value))[0], (await person.Get<ReadOwnResult>().Run(filing, Ct))!.Result.State));
        Assert.IsType<ResultNotSo>((await person.Again().Get<AskRecheck>().Run(filing, Guid.NewGuid(), "再复查", Ct)).Refusal);
        Assert.Null(await who.Again().Get<PostResults>().Run(next, Ct));
        Assert.Equal(ResultState.Publicised, (await person.Again().Get<ReadOwnResult>().Run(filing, Ct))!.Result.State);
        await using (var unit = await app.As("employer-state@aksu"))
            Assert.Equal(next, Assert.Single((await unit.Get<ReadUnitResults>().Run(Ct))!.People, p => p.Filing.Id == filing).Result.MeetingId);

        await Certifies(who, next, filing);
        var detail = (await who.Again().Get<ReadResult>().Run(first, Ct))!;
        Assert.Equal([ResultState.Confirmed, ResultState.Reexamining], detail.History.Select(r => r.State));
        Assert.Null(detail.Row.Page);
    }

    /// <summary>Called by the same draw; only what has no result, or is to be reviewed again, can be put on the agenda.</summary>
    private async Task<MeetingId> Called(SignedInScope who, MeetingId before, FilingId filing)
    {
        var draw = new DrawId(await One("select draw_id from meetings where id = $1", before.Value));
        var (id, refusal) = await who.Again().Get<CallMeeting>().Run(draw, new MeetingForm { Title = "机械电子专业中级职称评审会（第三次）", Day = new(2023, 9, 19), Time = new(9, 0), Place = "三楼会议室", GroupNames = ["一组"], GroupPlaces = ["三楼会议室"] }, Ct);
        Assert.Null(refusal);
        var available = (await who.Again().Get<ReadMeeting>().Run(id!.Value, null, Ct))!.Available.Select(f => f.Id).ToList();
        Assert.Contains(filing, available);
        foreach (var (login, state) in new[] { ("certified@aksu", ResultState.Confirmed), ("not-passed@aksu", ResultState.NotPassed), ("revoked@aksu", ResultState.Revoked), ("announced@aksu", ResultState.Publicised) })
        {
            var other = await Filing(login);
            Assert.DoesNotContain(other, available);
            Assert.Equal(state, ((ReviewedAlready)(await who.Again().Get<ListCases>().Run(id.Value, [filing, other], 1, Ct))!).State);
        }

        Assert.Null(await who.Again().Get<ListCases>().Run(id.Value, [filing], 1, Ct));
        Assert.IsType<ListedAlready>(await who.Again().Get<ListCases>().Run(id.Value, [filing], 1, Ct));
        return id.Value;
    }

    /// <summary>Paper ballots: entered by one, compared with the signed sheet by another.</summary>
    private async Task Votes(SignedInScope who, MeetingId id, FilingId filing)
    {
        await Colleague();
        var seats = (await who.Again().Get<ReadMeeting>().Run(id, null, Ct))!.Roll.Seats;
        Assert.Null(await who.Again().Get<ArrangeSeats>().Run(id, new Dictionary<ExpertId, (SeatKind, int?)> { [seats[0].ExpertId] = (SeatKind.Chair, 1) }, Ct));
        foreach (var seat in seats) Assert.Null(await who.Again().Get<TakePledge>().Run(id, seat.ExpertId, Ct));
        await app.Ask("insert into panel_reviews (tenant_id, meeting_id, filing_id, expert_id, assigned_by, assigned_at, opinion, scores, submitted_at) select tenant_id, meeting_id, $2, expert_id, '演示', now(), '同意推荐。', '{}', now() from meeting_seats where meeting_id = $1 order by code limit 3", id.Value, filing.Value);
        Assert.Null(await who.Again().Get<OpenMeeting>().Run(id, Ct));
        foreach (var seat in seats) Assert.Null(await who.Again().Get<SignMember>().Run(id, seat.ExpertId, true, Ct));
        Assert.Null(await who.Again().Get<OpenRound>().Run(id, [filing], RoundKind.Paper, null, Ct));
        var round = new RoundId(await One("select id from ballot_rounds where meeting_id = $1", id.Value));
        PaperCountForm Counted(int yes, int no, int none) => new() { Filings = [filing.Value], InFavour = [yes], Against = [no], Abstained = [none], Teller = "计票人甲", Scrutineer = "监票人乙" };
        foreach (var wrong in new[] { Counted(8, 0, 0), Counted(-1, 1, 0), Counted(int.MaxValue, int.MaxValue, int.MaxValue), Counted(6, 1, 0) with { Scrutineer = "计票人甲" }, Counted(6, 1, 0) with { Filings = [Guid.NewGuid()] }, Counted(6, 1, 0) with { Abstained = null } })
            Assert.IsType<InvalidInput>(await who.Again().Get<EnterPaperCounts>().Run(round, wrong, Ct));
        Assert.Null(await who.Again().Get<EnterPaperCounts>().Run(round, Counted(6, 1, 0), Ct));
        Assert.IsType<OwnCount>(await who.Again().Get<ConfirmPaperCounts>().Run(id, round, Ct));
        Assert.IsType<RoundStillOpen>(await who.Again().Get<CloseMeeting>().Run(id, Ct));
        await using var second = await app.As(Second);
        Assert.Null(await second.Get<ConfirmPaperCounts>().Run(id, round, Ct));
        Assert.IsType<RoundOver>(await who.Again().Get<EnterPaperCounts>().Run(round, Counted(7, 0, 0), Ct));
    }

    private async Task Colleague()
    {
        await using var scope = app.AsVisitor();
        await using var session = await scope.Get<TenantSessions>().OpenFor(new TenantId(await One("select id from tenants where slug = 'aksu'")), Actor.System, Ct);
        Assert.Null(session.WhyNot(Act.LoadDemo));
        session.Db.Users.Add(scope.Get<Accounts>().New(session, "committee-second", "另一位", null, Role.Officer, new OfficeId(await One("select office_id from users where user_name = $1", Organiser)), null));
        Assert.Null(await session.Save(Ct));
    }

    private async Task Certifies(SignedInScope who, MeetingId id, FilingId filing)
    {
        app.Clock.Advance(TimeSpan.FromDays(25));
        var result = new ResultId(await Newest("id", filing));
        var today = (await who.Again().Get<ReadResults>().Run(id, Ct))!.Now.Today;
        Assert.Null(await who.Again().Get<ProposeConfirmation>().Run(id, [result], "阿地人社职〔2023〕30号", today, Ct));
        await using var bureau = await app.As("prefecture@aksu");
        var decision = (await bureau.Get<ReadResultBoard>().Run(Ct))!.Waiting.Single().Decision;
        Assert.Null(await bureau.Again().Get<DecideResults>().Run(decision.Id, true, null, Ct));
        Assert.NotNull((await who.Again().Get<OrderCertificates>().Run(id, Ct)).Id);
        Assert.Equal(1, await app.AsVisitor().Get<RunCertificates>().Run(new TenantId(await One("select id from tenants where slug = 'aksu'")), Ct));

        await using var person = await app.As(Login);
        var own = (await person.Get<ReadOwnResult>().Run(filing, Ct))!;
        var certificate = Assert.Single(own.Certificates);
        Assert.Equal((CertificateState.Valid, result), (certificate.State, certificate.ResultId));
        using var form = new Pdf((await who.Again().Get<PrintReviewForm>().Run(filing, Ct)).Pdf!);
        var nine = Pdf.Squeeze(form.Pages.Single(p => p.Contains("总人数", StringComparison.Ordinal)));
        Assert.Contains("赞成人数6反对人数1", nine, StringComparison.Ordinal);
        Assert.Contains("〔2023〕30号", nine, StringComparison.Ordinal);
        Assert.Equal("%PDF", Encoding.ASCII.GetString((await who.Again().Get<PrintRounds>().Run(id, RoundPaper.Counts, 1, Ct)).Pdf!, 0, 4));
        // Lost: the same words under another number, nobody else needed.
        Assert.IsType<InvalidInput>((await who.Again().Get<ReissueCertificate>().Run(certificate.Id, " ", Ct)).Refusal);
        var (second, lost) = await who.Again().Get<ReissueCertificate>().Run(certificate.Id, "遗失", Ct);
        Assert.Null(lost);
        var again = (await who.Again().Get<ReadCertificate>().Run(second!.Value, Ct))!;
        Assert.Equal((certificate.Facts, certificate.Number), (again.Certificate.Facts with { Issued = certificate.Facts.Issued }, again.History[1].Number));
    }
}
