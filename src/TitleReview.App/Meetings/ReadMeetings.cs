using Microsoft.EntityFrameworkCore;
using TitleReview.App.Committees;
using TitleReview.App.Defences;
using TitleReview.App.Panels;
using TitleReview.App.Storage;
using TitleReview.Documents.Work;
using TitleReview.Domain;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Defences;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Results;

namespace TitleReview.App.Meetings;

public sealed record MeetingItem(Meeting Meeting, string Committee, int Seats, int Pledged, int Cases);

/// <summary>一次可以照着召集的抽取。</summary>
public sealed record CallableDraw(DrawId Id, CommitteeId CommitteeId, string Heading, string Committee, int Members);

public sealed record MeetingsView(IReadOnlyList<MeetingItem> Meetings, IReadOnlyList<CallableDraw> Draws);

/// <summary>本机构的评审会，新的在前；已抽出、还没有召集的抽取。</summary>
[Does(Act.ReadMeetings)]
public sealed class ReadMeetings(TenantSessions sessions)
{
    private const int AtMost = 200;

    /// <param name="committee">只看这个评委会的；空为全部。</param>
    public async Task<MeetingsView?> Run(CommitteeId? committee = null, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadMeetings) is not null) return null;

        var office = session.Actor.OfficeId ?? default;
        var meetings = await (from m in session.Db.Meetings
                              join c in session.Db.Committees on m.CommitteeId equals c.Id
                              where m.OfficeId == office && (committee == null || m.CommitteeId == committee)
                              orderby m.StartsAt descending
                              select new { Meeting = m, c.Name }).AsNoTracking().Take(AtMost).ToListAsync(ct);
        var ids = meetings.Select(m => m.Meeting.Id).ToList();
        var seats = (await session.Db.Seats.Where(s => ids.Contains(s.MeetingId)).Select(s => new { s.MeetingId, Pledged = s.PledgedAt != null }).ToListAsync(ct)).ToLookup(s => s.MeetingId, s => s.Pledged);
        var cases = (await session.Db.MeetingCases.Where(c => ids.Contains(c.MeetingId) && c.WithdrawnReason == null).Select(c => c.MeetingId).ToListAsync(ct)).CountBy(m => m).ToDictionary(c => c.Key, c => c.Value);
        var live = session.Db.Meetings.Where(m => m.State == MeetingState.Planned || m.State == MeetingState.InSession).Select(m => m.DrawId);
        var draws = await (from d in session.Db.Draws
                           join c in session.Db.Committees on d.CommitteeId equals c.Id
                           where c.OfficeId == office && d.State == DrawState.Drawn && (committee == null || c.Id == committee) && !live.Contains(d.Id)
                           orderby d.DrawnAt descending
                           select new { Draw = d, c.Name }).AsNoTracking().Take(AtMost).ToListAsync(ct);
        return new MeetingsView(
            [.. meetings.Select(m => new MeetingItem(m.Meeting, m.Name, seats[m.Meeting.Id].Count(), seats[m.Meeting.Id].Count(p => p), cases.GetValueOrDefault(m.Meeting.Id)))],
            [.. draws.Select(d => new CallableDraw(d.Draw.Id, d.Draw.CommitteeId, d.Draw.Heading, d.Name, d.Draw.Members.Count()))]);
    }
}

/// <summary>议程上的、可以列入的一份，照办事机构看的。</summary>
/// <param name="Code">还没有编号的没有。</param>
public sealed record AgendaFiling(FilingId Id, string Number, string Applicant, string Employer, string Specialty, string Level, string? Code);

/// <param name="Available">可以列入议程的。</param>
/// <param name="Observers">请来的观察员。</param>
/// <param name="FreeObservers">有账号、还没有请的。</param>
/// <param name="Unavailable">抽出之后暂停、出库、聘期届满的委员。</param>
/// <param name="WithAccount">有账号的委员。</param>
/// <param name="Qr">签到地址的二维码，正开着才有；码里只有地址，签到码要照屏幕抄。</param>
/// <param name="WhyNotOpen">此刻为什么不能开会；能开、已开的为空。</param>
/// <param name="Defends">这个计划有答辩，或一票否决的测试。</param>
/// <param name="Untested">要测试、还没有了结的；散了的、取消了的不看。</param>
/// <param name="Unassigned">开会之前：要写好书面评议才表决的，还有几份没有分派够。</param>
/// <param name="Exempting">开会之前：免于答辩，几件在等第二个人。</param>
/// <param name="AsksDefence">议程上有人照通知要答辩。</param>
/// <param name="RelaxationGrounds">通知写的“一人一策”放宽给谁；不许可的没有。</param>
public sealed record MeetingView(
    Meeting Meeting, Committee Committee, string Plan, VotingTerms Voting, bool ObserverRequired, MeetingRoll Roll, IReadOnlyDictionary<FilingId, AgendaFiling> Filings, IReadOnlyList<MeetingCase> Withdrawn,
    IReadOnlyList<AgendaFiling> Available, IReadOnlyList<Recusal> Recusals, IReadOnlyList<Presence> Presences, IReadOnlyList<ObserverSeat> Observers, IReadOnlyList<(UserId Id, string Name)> FreeObservers,
    IReadOnlyList<Incident> Incidents, IReadOnlyList<BallotRound> Rounds, IReadOnlySet<ExpertId> Unavailable, IReadOnlySet<ExpertId> WithAccount, IReadOnlyList<string> Qr, Refusal? WhyNotOpen, bool Defends, IReadOnlyList<string> RelaxationGrounds, IReadOnlyList<RelaxationItem> Relaxations, IReadOnlyList<UntestedCase> Untested, int Unassigned, int Exempting, bool AsksDefence, Moment Now)
{
    public string NameOf(ExpertId expert) => Roll.Seats.FirstOrDefault(s => s.ExpertId == expert)?.Name ?? "（已替换的委员）";

    public string GroupOf(int? no) => Meeting.Groups.FirstOrDefault(g => g.No == no)?.Name ?? "不分组";
}

/// <summary>一件一人一策。</summary>
/// <param name="WhyNotDecide">登录的人为什么不能同意它，或同意撤回它；能办为空。</param>
/// <param name="Own">等着的，是登录的人自己提的。</param>
public sealed record RelaxationItem(Exemption Exemption, Refusal? WhyNotDecide, bool Own);

/// <summary>一次评审会，照办事机构看的。</summary>
[Does(Act.ReadMeetings)]
public sealed class ReadMeeting(TenantSessions sessions)
{
    /// <param name="address">委员签到的地址。</param>
    public async Task<MeetingView?> Run(MeetingId id, string? address = null, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.Meeting(id, ct);
        if (session.WhyNot(Act.ReadMeetings, meeting?.OfficeId, "次评审会") is not null) return null;

        var committee = await session.Db.Committees.AsNoTracking().SingleAsync(c => c.Id == meeting!.CommitteeId, ct);
        var terms = await session.TermsOf(meeting!, ct);
        var roll = await session.Roll(id, ct);
        var cases = await session.Db.MeetingCases.AsNoTracking().Where(c => c.MeetingId == id).OrderBy(c => c.No).ToListAsync(ct);
        var filings = await session.AgendaFilings(cases.Select(c => c.FilingId), ct);
        var observers = await session.Db.ObserverSeats.AsNoTracking().Where(o => o.MeetingId == id).OrderBy(o => o.SeatedAt).ToListAsync(ct);
        var seated = observers.Select(o => o.UserId.Value).ToList();
        var free = await session.Db.Users.AsNoTracking().Where(u => u.TenantId == session.Tenant.Id && u.Role == Role.Observer && !u.Disabled && !seated.Contains(u.Id)).OrderBy(u => u.DisplayName).Select(u => new { u.Id, u.DisplayName }).ToListAsync(ct);
        var listed = cases.Where(c => !c.IsWithdrawn).Select(c => c.FilingId).ToList();
        return new MeetingView(
            meeting!, committee, terms.Title, terms.Voting, terms.Committee.DisciplinePresent, roll, filings.ToDictionary(f => f.Id), [.. cases.Where(c => c.IsWithdrawn)],
            meeting!.State == MeetingState.Planned ? await session.Listable(meeting, committee, ct) : [],
            await session.Db.Recusals.AsNoTracking().Where(r => r.MeetingId == id).OrderBy(r => r.At).ToListAsync(ct),
            await session.Db.Presences.AsNoTracking().Where(p => p.MeetingId == id).OrderBy(p => p.From).ToListAsync(ct),
            observers, [.. free.Select(u => (new UserId(u.Id), u.DisplayName))],
            await session.Db.Incidents.AsNoTracking().Where(i => i.MeetingId == id).OrderByDescending(i => i.NotedAt).ToListAsync(ct),
            await session.Db.BallotRounds.AsNoTracking().Where(r => r.MeetingId == id).OrderBy(r => r.No).ToListAsync(ct),
            await session.Unavailable(roll.Seats, ct),
            await session.WithAccount(roll.Seats, ct),
            meeting.State == MeetingState.InSession && address is not null ? QrMatrix.Rows(address) : [],
            meeting.State == MeetingState.Planned ? await session.WhyNotOpen(meeting, roll, ct) : null, terms.AsksDefence(), terms.Committee.CanRelax ? terms.Committee.RelaxationGrounds! : [],
            [.. (await session.Db.Exemptions.AsNoTracking().Where(e => listed.Contains(e.FilingId) && e.Matter == ExemptionMatter.Relaxation).OrderByDescending(e => e.ProposedAt).ToListAsync(ct)).Select(e => new RelaxationItem(e, e.WhyNotSecond(session.Actor), e.IsOwn(session.Actor)))],
            meeting.IsLive ? await session.Untested(roll, terms, ct) : [],
            meeting.State == MeetingState.Planned && terms.Scoring.OpinionsFirst ? await session.Unassigned(roll, id, terms, ct) : 0,
            meeting.State != MeetingState.Planned ? 0 : await session.Db.Exemptions.CountAsync(e => listed.Contains(e.FilingId) && e.Matter == ExemptionMatter.Defence && (e.State == AgreedState.Waiting || (e.State == AgreedState.Agreed && e.UndoById != null)), ct), await session.AsksDefenceOf(terms, roll.Cases, ct), session.Now);
    }
}

internal static class AgendaReading
{
    public static async Task<IReadOnlyList<AgendaFiling>> AgendaFilings(this TenantSession session, IEnumerable<FilingId> filings, CancellationToken ct)
    {
        var ids = filings.Distinct().ToList();
        var found = await (from f in session.Db.Filings
                           where ids.Contains(f.Id)
                           join a in session.Db.Applicants on f.ApplicantId equals a.Id
                           join e in session.Db.Offices on f.EmployerId equals e.Id
                           orderby f.Number
                           select new { f.Id, f.Number, f.Choice, Applicant = a.Name, Employer = e.Name }).AsNoTracking().ToListAsync(ct);
        var codes = await session.CodesOf(ids, ct);
        return [.. found.Select(f => new AgendaFiling(f.Id, f.Number, f.Applicant, f.Employer, f.Choice.Specialty, f.Choice.Grade.Label(), codes.GetValueOrDefault(f.Id)))];
    }

    /// <summary>评过的，结果是什么；没有评过的、要重新评审的为空，可以（再）列入。</summary>
    public static Task<ResultState?> Reviewed(this TenantSession session, FilingId filing, CancellationToken ct) =>
        session.Db.ReviewResults.Where(r => r.FilingId == filing && r.State != ResultState.Reexamining).OrderByDescending(r => r.TakenAt).Select(r => (ResultState?)r.State).FirstOrDefaultAsync(ct);

    /// <summary>可以列入的：同一计划、归这个评委会评、形式审核通过、不在别的议程上，没有评过（要重新评审的除外）。</summary>
    public static async Task<IReadOnlyList<AgendaFiling>> Listable(this TenantSession session, Meeting meeting, Committee committee, CancellationToken ct)
    {
        var (series, grades) = (committee.Series, committee.Grades.ToList());
        var listed = session.Db.MeetingCases.Where(c => c.IsLive).Select(c => c.FilingId);
        var reviewed = session.Db.ReviewResults.Where(r => r.State != ResultState.Reexamining).Select(r => r.FilingId);
        var found = await session.Db.Filings.AsNoTracking().Where(f => f.PlanId == meeting.PlanId && f.Status == FilingStatus.FormalityPassed && f.Choice.Series == series && grades.Contains(f.Choice.Grade) && !listed.Contains(f.Id) && !reviewed.Contains(f.Id))
            .Select(f => new { f.Id, f.Choice }).ToListAsync(ct);
        return await session.AgendaFilings(found.Where(f => committee.Covers(f.Choice)).Select(f => f.Id), ct);
    }
}
