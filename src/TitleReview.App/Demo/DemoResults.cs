using Microsoft.EntityFrameworkCore;
using TitleReview.App.Ballots;
using TitleReview.App.Calendar;
using TitleReview.App.Certificates;
using TitleReview.App.Committees;
using TitleReview.App.Meetings;
using TitleReview.App.Results;
using TitleReview.App.SignIn;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Results;
using TitleReview.Domain.Titles;

namespace TitleReview.App.Demo;

/// <summary>
/// 演示的评审结果：阿克苏开过两次评审会。上月那一次已经公示、确认，发了证，其中一张撤销；前几天那一次正在公示，有一条异议没有了结。
/// 人都是虚构的；走的是评审会、表决、结果、证书自己的每一步，只是时刻在过去。
/// </summary>
internal sealed class DemoResults(TenantSession session, DemoPeople.Port port, Plan plan, IReadOnlyDictionary<string, Office> offices)
{
    private static readonly string[] Names = ["呼延正", "阿孜古丽·尼亚孜", "濮阳清", "艾力·卡米力", "南宫秋", "帕孜来提·依明", "司徒远", "肉孜·巴拉提"];

    private Moment Ago(double days) => session.Now.Plus(-TimeSpan.FromDays(days));

    public async Task Fill(CancellationToken ct)
    {
        if (port.Slug != "aksu") return;
        await session.Flush(ct);
        var first = await Passed(["certified", "confirmed", "revoked", "not-passed"], ct);
        var second = await Passed(["announced", "announced-second"], ct);
        // 钟拨到通知以外的年份时，走不到形式审核通过，就没有可评的。
        if (first.Count < 4 || second.Count < 2) return;

        var (officer, bureau) = (await Who(port.Desks[0].Login, ct), await Who("prefecture", ct));
        var draw = await Draw(officer, ct);
        await Decided(await Held(draw, "机械电子专业中级职称评审会（第一次）", 25, first, [6, 7, 5, 3], officer, ct), officer, bureau, ct);
        await Shown(await Held(draw, "机械电子专业中级职称评审会（第二次）", 3, second, [7, 6], officer, ct), officer, ct);
    }

    private async Task<IReadOnlyList<Filing>> Passed(IReadOnlyList<string> logins, CancellationToken ct)
    {
        List<Filing> filings = [];
        foreach (var login in logins)
        {
            var name = Accounts.FullName(login, port.Slug);
            var person = await session.Db.Users.Where(u => u.UserName == name).Select(u => u.ApplicantId).SingleAsync(ct);
            if (await session.Db.Filings.SingleOrDefaultAsync(f => f.ApplicantId == person && f.Status == FilingStatus.FormalityPassed, ct) is { } filing) filings.Add(filing);
        }

        return filings;
    }

    private async Task<Actor> Who(string login, CancellationToken ct)
    {
        var name = Accounts.FullName(login, port.Slug);
        var user = await session.Db.Users.SingleAsync(u => u.UserName == name, ct);
        return new Actor(new UserId(user.Id), user.DisplayName, Role.Officer, user.OfficeId, AtTop: true);
    }

    /// <summary>七位委员、一位候补，一个月前抽出。</summary>
    private async Task<Draw> Draw(Actor officer, CancellationToken ct)
    {
        var (office, from) = (officer.OfficeId!.Value, session.Now.Today.AddDays(-200));
        foreach (var (name, at) in Names.Select((n, at) => (n, at)))
            session.Add(new Expert(new ExpertId(Guid.CreateVersion7()), new ExpertFacts(name, "高级工程师", Grade.AssociateSenior, port.Trade.Series, port.Trade.Specialty, $"阿克苏演示机械单位{at + 1}", [], "0997-2100000", null, from, from.AddYears(plan.Terms.Committee.TermYears).AddDays(-1)), office, session.Now));
        var committee = new Committee(new CommitteeId(Guid.CreateVersion7()), new CommitteeFacts("阿克苏地区工程系列机械电子专业中级职称评审委员会", "阿地人社备〔演示〕5号", from, from.AddYears(plan.Terms.Committee.ValidYears).AddDays(-1), port.Trade.Series, [port.Trade.Specialty], [Grade.Intermediate]), office, officer, session.Now);
        session.Add(committee);
        await session.Flush(ct);

        var ground = await session.Ground(committee, plan, ct);
        var (secret, known) = (DrawRanking.NewSecret(), Ago(27).Instant);
        var order = new DrawOrder([new DrawStratum(port.Trade.Specialty, 7, 1)], "演示的公开数：某期开奖号码，红球从小到大加蓝球，各两位", known.AddTicks(-(known.Ticks % TimeSpan.TicksPerMinute)));
        var (draw, refusal) = Domain.Committees.Draw.Commit(new DrawId(Guid.CreateVersion7()), committee, plan, 1, order, ground.Candidates(order.Strata), new DrawSecret(secret, [1], DrawRanking.NewSecret()), officer, Ago(28));
        Must(refusal ?? draw!.Reveal(secret, "02 09 14 20 27 33 + 11", "如克亚·买买提", ground.Terms, officer, Ago(27)));
        session.Add(draw!);
        session.Record(draw!);
        await session.Flush(ct);
        return draw!;
    }

    /// <summary>一次开完了的评审会：各位签了承诺书、到了会，一轮表决，开票，散会，取结果。</summary>
    /// <param name="inFavour">各位几票同意；其余依次是一票弃权、反对。</param>
    private async Task<Meeting> Held(Draw draw, string title, double daysAgo, IReadOnlyList<Filing> filings, int[] inFavour, Actor officer, CancellationToken ct)
    {
        var (called, opened, closed) = (Ago(daysAgo + 1), Ago(daysAgo), Ago(daysAgo - 0.2));
        var (meeting, seats, refusal) = Meeting.Call(new MeetingId(Guid.CreateVersion7()), draw, new MeetingFacts(title, opened.Instant, "地区人社局三楼会议室", null, [new AgendaGroup(1, "一组", "三楼会议室")]), officer.OfficeId!.Value, officer, called);
        Must(refusal);
        foreach (var (seat, at) in seats.Select((s, at) => (s, at)))
        {
            seat.Take(at == 0 ? SeatKind.Chair : SeatKind.Member, 1);
            Must(seat.Pledge(MeetingReading.PledgeDigest(plan.Terms.ExpertPledgeText()), officer.Signature, called));
        }

        List<MeetingCase> cases = [.. filings.Select((f, at) => new MeetingCase(meeting!.Id, f.Id, 1, at + 1))];
        Must(meeting!.Open(MeetingRoll.Of(seats, [], [], cases), plan.Terms.Voting, officer, opened));
        List<Presence> here = [.. seats.Select(s => Presence.SignIn(Guid.CreateVersion7(), meeting, s, false, officer, opened).Presence!)];
        var (key, share, _) = SealedBallot.NewRound();
        var (round, cannot) = BallotRound.Open(new RoundId(Guid.CreateVersion7()), meeting, MeetingRoll.Of(seats, here, [], cases), [.. filings.Select(f => f.Id)], RoundKind.Sealed, plan.Terms.Voting, [], null, key, share, officer, opened);
        Must(cannot ?? round!.Close(filings.Select((f, at) => (f.Id, Votes: Votes(inFavour[at], seats.Count))).ToDictionary(v => v.Id, v => v.Votes), seats.Select(s => s.ExpertId), officer, closed));
        foreach (var presence in here) Must(presence.LeaveAtTheEnd(closed));
        Must(meeting.Close(0, officer, closed));
        foreach (var one in cases) one.End();

        session.Add(meeting);
        foreach (var seat in seats) session.Add(seat);
        foreach (var one in cases) session.Add(one);
        foreach (var presence in here) session.Add(presence);
        session.Add(round!);
        foreach (var one in round!.Cases) session.Add(one);
        session.Record(round);
        await session.Flush(ct);
        await session.TakeResults(meeting, ct, closed);
        await session.Flush(ct);
        return meeting;
    }

    private static IReadOnlyList<Choice> Votes(int inFavour, int all) =>
        [.. Enumerable.Repeat(Choice.InFavour, inFavour), .. Enumerable.Repeat(Choice.Abstained, inFavour < all ? 1 : 0), .. Enumerable.Repeat(Choice.Against, Math.Max(0, all - inFavour - 1))];

    /// <summary>上月那一次：公示期满，人社部门确认；两位发了证，其中一位后来撤销。</summary>
    private async Task Decided(Meeting meeting, Actor officer, Actor bureau, CancellationToken ct)
    {
        Must(await session.Announce(meeting, await session.Calendar(ct), officer, Ago(24), ct));
        await session.Flush(ct);
        var passed = await session.Db.ReviewResults.Where(r => r.MeetingId == meeting.Id && r.State == ResultState.Publicised).ToListAsync(ct);
        var notice = await session.ResultNoticesWhole().SingleAsync(n => n.MeetingId == meeting.Id, ct);
        foreach (var mirror in notice.Mirrors)
        {
            var unit = port.Employers.First(e => offices[e.Login].Id == mirror.EmployerId);
            Must(notice.Mirror(mirror.EmployerId, Ago(23).Today, new Actor(default, unit.Administrator!, Role.EmployerAdministrator, mirror.EmployerId), Ago(23)));
            session.Record(mirror);
        }

        // 长假里五个工作日拖得很长的，停在公示，不硬确认。
        if (notice.IsOpen(Ago(6))) return;
        Must(await session.ProposeConfirmation(meeting.Id, [.. passed.Select(r => r.Id)], "阿地人社职〔演示〕18号", Ago(6).Today, officer, Ago(6), ct));
        await session.Flush(ct);
        Must(await session.Decide(await session.Db.ResultDecisions.SingleAsync(d => d.MeetingId == meeting.Id, ct), true, null, bureau, Ago(5), ct));
        await session.Flush(ct);

        var (certified, revoked) = (await Of(passed, "certified", ct), await Of(passed, "revoked", ct));
        foreach (var one in new[] { certified, revoked })
        {
            Must((await session.Issue(one.Id, officer, Ago(4), ct)).Refusal);
            await session.Flush(ct);
        }

        var (decision, refusal) = ResultDecision.Revoke(new ResultDecisionId(Guid.CreateVersion7()), revoked, await session.Decider(revoked.OfficeId, ct), "阿地人社职〔演示〕21号", Ago(2).Today, "提交的业绩证明经核查为伪造，本人承认。", "《职称评审管理暂行规定》", officer, Ago(2));
        Must(refusal);
        session.Add(decision!);
        session.Record(decision!);
        session.Record(revoked);
        await session.Flush(ct);
        Must(await session.Decide(decision!, true, null, bureau, Ago(1), ct));
        await session.Flush(ct);
    }

    /// <summary>前几天那一次：正在公示，收到一条异议，单位还没有登记张贴。</summary>
    private async Task Shown(Meeting meeting, Actor officer, CancellationToken ct)
    {
        Must(await session.Announce(meeting, await session.Calendar(ct), officer, Ago(2), ct));
        await session.Flush(ct);
        var notice = await session.ResultNoticesWhole().SingleAsync(n => n.MeetingId == meeting.Id, ct);
        var about = notice.People.Single(p => p.Name == port.People.Single(x => x.Login == "announced-second").Name).Result;
        var id = Guid.CreateVersion7();
        Must(notice.ObjectOnline(id, about, "这位同志申报的两项业绩里，第二项是几个人一起完成的，他排在第几请核查。", null, null, Ago(1)));
        session.Add(notice.Find(id)!);
        session.Record(notice.Find(id)!);
        await session.Flush(ct);
    }

    private async Task<ReviewResult> Of(IReadOnlyList<ReviewResult> results, string login, CancellationToken ct)
    {
        var name = Accounts.FullName(login, port.Slug);
        var person = await session.Db.Users.Where(u => u.UserName == name).Select(u => u.ApplicantId).SingleAsync(ct);
        return results.Single(r => r.ApplicantId == person);
    }

    private static void Must(Refusal? refusal)
    {
        if (refusal is not null) throw new InvalidOperationException(refusal.Sentence);
    }
}
