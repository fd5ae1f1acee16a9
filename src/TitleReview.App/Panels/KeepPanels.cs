using Microsoft.EntityFrameworkCore;
using TitleReview.App.Defences;
using TitleReview.App.Meetings;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Panels;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Panels;

/// <summary>把议程上的案卷分给各组的委员写评议：每份几位照计划，各人尽量一样多。分过的不动，只补缺的；会开了，没有交又没有来的不再等。</summary>
[Does(Act.KeepMeetings)]
public sealed class AssignPanels(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.MeetingHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;
        if (!meeting!.IsLive) return new MeetingNotInSession(meeting.State);

        var all = await session.Roll(id, ct);
        // 一票否决的不进入表决，也不必评议。
        var failed = await session.KnockOuts([.. all.Cases.Select(c => c.FilingId)], ct);
        var roll = all with { Cases = [.. all.Cases.Where(c => failed.All(t => t.FilingId != c.FilingId))] };
        if (roll.Cases.Count == 0) return new NothingToReview();
        var already = await session.Panel(id).Select(r => new { Place = new PanelPlace(r.MeetingId, r.FilingId, r.ExpertId), Written = r.SubmittedAt != null }).ToListAsync(ct);
        List<PanelPlace>? away = meeting.State == MeetingState.InSession ? [.. already.Where(r => !r.Written && !roll.Here.Contains(r.Place.Expert)).Select(r => r.Place)] : null;
        var (added, tooSmall) = PanelAssignment.Of(id, roll, (await session.TermsOf(meeting, ct)).Voting.PanelSize, [.. already.Select(r => r.Place)], away);
        if (tooSmall is not null) return tooSmall;
        if (added.Count == 0) return new NothingToAssign();

        foreach (var place in added) session.Add(new PanelReview(place, session.Actor, session.Now));
        return await session.Save(ct);
    }
}

/// <summary>没有账号的委员在纸上写、签了名的评议，评审办事机构照纸录入；由谁录的写明。有账号的自己写。</summary>
[Does(Act.KeepMeetings)]
public sealed class TakeOpinion(TenantSessions sessions)
{
    /// <param name="scores">评分表的项目 → 填的分；不赋分的为空。</param>
    public async Task<Refusal?> Run(MeetingId id, FilingId filing, ExpertId expert, string? opinion, IReadOnlyDictionary<string, string> scores, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.MeetingHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;
        if (!meeting!.IsLive) return new MeetingNotInSession(meeting.State);
        if (await session.Panel(id).SingleOrDefaultAsync(r => r.FilingId == filing && r.ExpertId == expert, ct) is not { } review) return new NotFoundHere("份评议");
        if (await session.Db.Experts.Where(e => e.Id == expert && e.UserId != null).Select(e => e.Name).SingleOrDefaultAsync(ct) is { } writer) return new MemberWritesHimself(writer);

        var terms = await session.TermsOf(meeting, ct);
        foreach (var (field, value) in scores.Prepend(new(PanelReview.OpinionField, opinion ?? "")))
            if (review.Draft(field, value, terms.Scoring, session.Now) is { } wrong) return wrong;
        return review.SubmitFromPaper(terms.Scoring, terms.Committee.Scored, session.Actor, session.Now) ?? await session.Save(ct);
    }
}

/// <summary>一份评议：谁的、到哪一步。</summary>
/// <param name="Opinion">交了的才看得到。</param>
/// <param name="Score">总分，以百分之一分计；交了的才有。</param>
/// <param name="OnPaper">没有账号，在纸上写。</param>
/// <param name="TakenBy">照纸录入的，是谁录的。</param>
public sealed record PanelLine(ExpertId Expert, string Member, string Code, bool OnPaper, string? TakenBy, bool Started, DateTimeOffset? SubmittedAt, string? Opinion, int? Score);

/// <param name="Average">交了的各份的平均分，以百分之一分计，四舍五入；没有打分的为空。</param>
public sealed record PanelCase(FilingId Id, int No, string Code, string Specialty, string Level, string Group, IReadOnlyList<PanelLine> Lines, int? Average)
{
    public int Submitted => Lines.Count(l => l.SubmittedAt is not null);
}

/// <param name="Full">总分的满分，以百分之一分计；不赋分的为零。</param>
public sealed record PanelsView(Meeting Meeting, IReadOnlyList<PanelCase> Cases, int Size, int Full, ScoringTerms Terms)
{
    /// <summary>评分表的各项；不赋分的没有。</summary>
    public IReadOnlyList<ScoreItem> Items => Full > 0 ? Terms.Items ?? [] : [];

    public int Written => Cases.Sum(c => c.Submitted);
    public int Assigned => Cases.Sum(c => c.Lines.Count);
}

/// <summary>评议到哪一步：每份几位、谁还没有交；交了的意见与分数。</summary>
[Does(Act.ReadMeetings)]
public sealed class ReadPanels(TenantSessions sessions)
{
    public async Task<PanelsView?> Run(MeetingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.Meeting(id, ct);
        if (session.WhyNot(Act.ReadMeetings, meeting?.OfficeId, "次评审会") is not null) return null;

        var terms = await session.TermsOf(meeting!, ct);
        var roll = await session.Roll(id, ct);
        var reviews = (await session.Panel(id).AsNoTracking().ToListAsync(ct)).ToLookup(r => r.FilingId);
        var filings = (await session.AgendaFilings(roll.Cases.Select(c => c.FilingId), ct)).ToDictionary(f => f.Id);
        var seats = roll.Seats.ToDictionary(s => s.ExpertId);
        var accounts = await session.WithAccount(roll.Seats, ct);
        return new PanelsView(meeting!, [.. roll.Cases.Select(c => new PanelCase(
            c.FilingId, c.No, filings[c.FilingId].Code ?? "", filings[c.FilingId].Specialty, filings[c.FilingId].Level, meeting!.Groups.FirstOrDefault(g => g.No == c.GroupNo)?.Name ?? "",
            [.. reviews[c.FilingId].OrderBy(r => seats[r.ExpertId].Code, StringComparer.Ordinal).Select(r => new PanelLine(r.ExpertId, seats[r.ExpertId].Name, seats[r.ExpertId].Code, !accounts.Contains(r.ExpertId), r.TakenBy, r.SavedAt is not null, r.SubmittedAt, r.IsSubmitted ? r.Opinion : null, r.TotalScore))],
            PanelScores.Average(reviews[c.FilingId])))], terms.Voting.PanelSize, terms.Committee.Scored ? terms.Scoring.Full : 0, terms.Scoring);
    }
}
