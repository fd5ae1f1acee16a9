using Microsoft.EntityFrameworkCore;
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

namespace TitleReview.App.Demo;

/// <summary>一小时之后的一次评审会：照抽出的召集，分两组，主任是第一位；委员都有账号，差两位没有签承诺书；一位声明过与一位申报人的关系。</summary>
internal sealed class DemoMeeting(TenantSession session, Plan plan, Accounts accounts, string passwordHash, Actor officer)
{
    private const int WithoutPledge = 2;

    public async Task Call(Draw draw, CancellationToken ct)
    {
        var at = session.Now.Plus(TimeSpan.FromHours(1)).Instant.ToOffset(Moment.Beijing);
        var facts = new MeetingFacts($"{plan.Year} 年度克州农业系列农艺专业职称评审会", at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute)), "克州人社局三楼会议室", null, [new(1, "第一评议组", "三楼会议室"), new(2, "第二评议组", "三楼小会议室")]);
        var (meeting, seats, refusal) = Meeting.Call(new MeetingId(Guid.CreateVersion7()), draw, facts, officer.OfficeId!.Value, officer, session.Now);
        if (refusal is not null) throw new InvalidOperationException(refusal.Sentence);

        session.Add(meeting!);
        var members = draw.Members.Select(m => seats.First(s => s.ExpertId == m.Expert)).ToList();
        var experts = await session.Db.Experts.ToDictionaryAsync(e => e.Id, ct);
        foreach (var (no, seat) in members.Index())
        {
            var user = accounts.New(session, DemoPeople.MemberLogin(no + 1), seat.Name, passwordHash, Role.Expert, null, null);
            session.Db.Users.Add(user);
            experts[seat.ExpertId].SignsInAs(new UserId(user.Id));
            seat.Take(no == 0 ? SeatKind.Chair : no == 1 ? SeatKind.ViceChair : SeatKind.Member, no % 2 + 1);
            if (no < members.Count - WithoutPledge) seat.Pledge(MeetingReading.PledgeDigest(plan.Terms.ExpertPledgeText()), null, session.Now);
            session.Add(seat);
        }

        var (_, _, login, name) = DemoPeople.Meeting;
        var observer = accounts.New(session, login, name, passwordHash, Role.Observer, null, null);
        session.Db.Users.Add(observer);
        session.Add(new ObserverSeat(meeting!.Id, new UserId(observer.Id), name, officer, session.Now));
        await session.Flush(ct);
        await List(meeting, members, ct);
    }

    /// <summary>形式审核通过的都列入；一位委员抽出之后声明了关系，对出来的就是回避。</summary>
    private async Task List(Meeting meeting, List<Seat> members, CancellationToken ct)
    {
        var passed = await (from f in session.Db.Filings
                            where f.PlanId == plan.Id && f.Status == FilingStatus.FormalityPassed
                            join a in session.Db.Applicants on f.ApplicantId equals a.Id
                            orderby f.Number
                            select new { f.Id, a.Name }).ToListAsync(ct);
        if (passed.Count == 0) return;

        foreach (var (no, filing) in passed.Index())
        {
            await session.CaseFor(filing.Id, ct);
            session.Add(new MeetingCase(meeting.Id, filing.Id, no % 2 + 1, no + 1));
        }

        session.Add(ExpertTie.Record(Guid.CreateVersion7(), members[2].ExpertId, TieKind.Declared, passed[^1].Name, "本人声明：合作承担过项目", officer, session.Now).Tie!);
        await session.Flush(ct);
        await session.RecuseFound(meeting, members, [.. passed.Select(f => f.Id)], ct);
        await Test([.. passed.Select(f => f.Id)], ct);
    }

    /// <summary>国语水平测试：两个人办的，都合格；倒数第二位的成绩单还没有到，先不能表决。</summary>
    private async Task Test(IReadOnlyList<FilingId> filings, CancellationToken ct)
    {
        var second = await session.Db.Users.Where(u => u.OfficeId == officer.OfficeId && u.DisplayName != officer.Name && u.Role == Role.Officer).Select(u => new { u.Id, u.DisplayName }).FirstAsync(ct);
        var (checker, terms) = (new Actor(new UserId(second.Id), second.DisplayName, Role.Officer, officer.OfficeId), plan.Terms.Languages.First(l => l.KnockOut));
        foreach (var (at, filing) in filings.Index().Where(f => f.Index != filings.Count - 2))
        {
            var (test, refusal) = LanguageTest.Enter(Guid.CreateVersion7(), new(filing, default, officer.OfficeId!.Value), terms, true, session.Now.Today.AddDays(-10), $"{76 + 3 * at} 分", officer, session.Now);
            refusal ??= test!.Decide(true, null, checker, session.Now);
            if (refusal is not null) throw new InvalidOperationException(refusal.Sentence);

            session.Add(test!);
        }

        await session.Flush(ct);
    }
}
