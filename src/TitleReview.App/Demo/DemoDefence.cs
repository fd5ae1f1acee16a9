using Microsoft.EntityFrameworkCore;
using TitleReview.App.Committees;
using TitleReview.App.Meetings;
using TitleReview.App.Reviews;
using TitleReview.App.SignIn;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Defences;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;

namespace TitleReview.App.Demo;

/// <summary>
/// 演示的答辩：巴州公路工程后天开评审会。今天上午答过一位，明天上午还有一场；一位免了，一位的免于答辩等第二个人，一位排在明天。人都是虚构的。
/// </summary>
internal sealed class DemoDefence(TenantSession session, DemoPeople.Port port, Plan plan, Accounts accounts, string passwordHash)
{
    private const int Members = 7, Minutes = 15;

    private static readonly string[] Names = ["上官明远", "吐尔地·买买提", "闻喜", "阿丽玛·孟克", "贺兰山", "努尔曼·艾力", "道尔吉", "东方晴"];

    private Moment Ago(double hours) => session.Now.Plus(-TimeSpan.FromHours(hours));

    public async Task Fill(CancellationToken ct)
    {
        if (port.Slug != DemoPeople.Defending.Port) return;
        await session.Flush(ct);
        List<Filing> filings = [];
        foreach (var login in new[] { "passed", "passed-second", "passed-third", "passed-fourth" })
        {
            var name = Accounts.FullName(login, port.Slug);
            var person = await session.Db.Users.Where(u => u.UserName == name).Select(u => u.ApplicantId).SingleAsync(ct);
            if (await session.Db.Filings.SingleOrDefaultAsync(f => f.ApplicantId == person && f.Status == FilingStatus.FormalityPassed, ct) is { } filing) filings.Add(filing);
        }

        // 钟拨到通知以外的年份时，走不到形式审核通过，就没有可答的。
        if (filings.Count < 4) return;

        var (officer, second) = (await Who(port.Desks[0].Login, ct), await Who($"{port.Desks[0].Login}-second", ct));
        var meeting = await Call(await Draw(officer, ct), filings, officer, ct);
        await Defend(meeting, filings, officer, second, ct);
    }

    private async Task<Actor> Who(string login, CancellationToken ct)
    {
        var name = Accounts.FullName(login, port.Slug);
        var user = await session.Db.Users.SingleAsync(u => u.UserName == name, ct);
        return new Actor(new UserId(user.Id), user.DisplayName, Role.Officer, user.OfficeId, AtTop: true);
    }

    private async Task<Draw> Draw(Actor officer, CancellationToken ct)
    {
        var (office, from) = (officer.OfficeId!.Value, session.Now.Today.AddDays(-120));
        foreach (var (at, name) in Names.Index())
            session.Add(new Expert(new ExpertId(Guid.CreateVersion7()), new ExpertFacts(name, "高级工程师", Grade.AssociateSenior, port.Trade.Series, port.Trade.Specialty, $"巴州演示交通单位{at + 1}", [], "0996-2100000", null, from, from.AddYears(plan.Terms.Committee.TermYears).AddDays(-1)), office, session.Now));
        var committee = new Committee(new CommitteeId(Guid.CreateVersion7()), new CommitteeFacts("巴州工程系列公路工程专业中级职称评审委员会", "巴人社备〔演示〕6号", from, from.AddYears(plan.Terms.Committee.ValidYears).AddDays(-1), port.Trade.Series, [port.Trade.Specialty], [Grade.Intermediate]), office, officer, session.Now);
        session.Add(committee);
        await session.Flush(ct);

        var ground = await session.Ground(committee, plan, ct);
        var (secret, known) = (DrawRanking.NewSecret(), Ago(70).Instant);
        var order = new DrawOrder([new DrawStratum(port.Trade.Specialty, Members, 1)], "演示的公开数：某期开奖号码，红球从小到大加蓝球，各两位", known.AddTicks(-(known.Ticks % TimeSpan.TicksPerMinute)));
        var (draw, refusal) = Domain.Committees.Draw.Commit(new DrawId(Guid.CreateVersion7()), committee, plan, 1, order, ground.Candidates(order.Strata), new DrawSecret(secret, [1], DrawRanking.NewSecret()), officer, Ago(72));
        Must(refusal ?? draw!.Reveal(secret, "05 08 16 18 24 30 + 02", "娜仁", ground.Terms, officer, Ago(69)));
        session.Add(draw!);
        session.Record(draw!);
        await session.Flush(ct);
        return draw!;
    }

    /// <summary>后天开的评审会：一组，都签了承诺书，前三位有账号。</summary>
    private async Task<Meeting> Call(Draw draw, IReadOnlyList<Filing> filings, Actor officer, CancellationToken ct)
    {
        var at = Moment.StartOf(session.Now.Today.AddDays(2)).AddHours(10);
        var (meeting, seats, refusal) = Meeting.Call(new MeetingId(Guid.CreateVersion7()), draw, new MeetingFacts($"{plan.Year} 年度巴州公路工程专业中级职称评审会", at, "自治州交通运输局三楼会议室", null, [new AgendaGroup(1, "公路组", "三楼会议室")]), officer.OfficeId!.Value, officer, Ago(60));
        Must(refusal);
        session.Add(meeting!);
        foreach (var (no, seat) in seats.Index())
        {
            seat.Take(no == 0 ? SeatKind.Chair : SeatKind.Member, 1);
            Must(seat.Pledge(MeetingReading.PledgeDigest(plan.Terms.ExpertPledgeText()), no < DemoPeople.Defending.Members ? null : officer.Signature, Ago(50)));
            session.Add(seat);
            if (no >= DemoPeople.Defending.Members) continue;
            var user = accounts.New(session, DemoPeople.MemberLogin(no + 1), seat.Name, passwordHash, Role.Expert, null, null);
            session.Db.Users.Add(user);
            (await session.Db.Experts.SingleAsync(e => e.Id == seat.ExpertId, ct)).SignsInAs(new UserId(user.Id));
        }

        await session.Flush(ct);
        foreach (var (no, filing) in filings.Index())
        {
            await session.CaseFor(filing.Id, ct);
            session.Add(new MeetingCase(meeting!.Id, filing.Id, 1, no + 1));
        }

        await session.Flush(ct);
        return meeting!;
    }

    private async Task Defend(Meeting meeting, IReadOnlyList<Filing> filings, Actor officer, Actor second, CancellationToken ct)
    {
        var terms = plan.Terms.Defence;
        var hour = Ago(2).Instant.AddTicks(-(Ago(2).Instant.Ticks % TimeSpan.TicksPerHour));
        var today = Sitting(meeting, terms, hour, hour.AddHours(1), [], officer);
        var tomorrow = Moment.StartOf(session.Now.Today.AddDays(1)).AddHours(10);
        var next = Sitting(meeting, terms, tomorrow, tomorrow.AddHours(2), [today], officer);
        await session.Flush(ct);

        var done = Defence.Of(meeting.Id, new(filings[3].Id, today, today.Slots().First()));
        session.Add(done);
        await session.Flush(ct);
        List<DefenceMark> marks = [];
        foreach (var (at, seat) in (await session.Db.Seats.Where(s => s.MeetingId == meeting.Id).OrderBy(s => s.Code).Take(5).ToListAsync(ct)).Index())
        {
            var mark = new DefenceMark(meeting.Id, filings[3].Id, seat.ExpertId);
            Must(mark.Give(82 + 2 * at, true, "对压实度控制答得清楚。", terms, Ago(1)));
            session.Add(mark);
            marks.Add(mark);
        }

        Must(done.Close(4, marks, terms, plan.Terms.Voting.PanelSize, officer, Ago(0.5)));
        session.Add(Defence.Of(meeting.Id, new(filings[0].Id, next, next.Slots().First())));
        var spared = Exempt(filings[1], terms, 1, "2021 年 2 月至 2022 年 12 月参加南疆学前教育支教", "支教工作鉴定表", officer);
        Must(spared.Decide(true, null, second, Ago(20)));
        Exempt(filings[2], terms, 0, "2022 年全年在村里驻村", "驻村工作队证明", officer);
        await session.Flush(ct);
    }

    private DefenceSitting Sitting(Meeting meeting, DefenceTerms terms, DateTimeOffset from, DateTimeOffset to, IReadOnlyCollection<DefenceSitting> others, Actor officer)
    {
        var (sitting, refusal) = DefenceSitting.Make(new SittingId(Guid.CreateVersion7()), meeting, terms, new(1, from, to, Minutes, "自治州交通运输局三楼会议室", null), others, officer, Ago(48));
        Must(refusal);
        session.Add(sitting!);
        return sitting!;
    }

    /// <param name="which">通知写的任务里的第几种。</param>
    private Exemption Exempt(Filing filing, DefenceTerms terms, int which, string reason, string evidence, Actor officer)
    {
        var duties = terms.Exemptions.Single(e => e.Kind == ExemptionKind.Duty).Values;
        var (exemption, refusal) = Exemption.Propose(Guid.CreateVersion7(), new(filing.Id, filing.ApplicantId, officer.OfficeId!.Value), terms, ExemptionKind.Duty, duties[which == 0 ? 0 : 2], reason, evidence, officer, Ago(24));
        Must(refusal);
        session.Add(exemption!);
        return exemption!;
    }

    private static void Must(Refusal? refusal)
    {
        if (refusal is not null) throw new InvalidOperationException(refusal.Sentence);
    }
}
