using Microsoft.EntityFrameworkCore;
using TitleReview.App.Meetings;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Panels;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Panels;

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
