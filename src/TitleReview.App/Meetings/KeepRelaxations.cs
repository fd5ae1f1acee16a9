using Microsoft.EntityFrameworkCore;
using TitleReview.App.Filings;
using TitleReview.App.Reviews;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Defences;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Reviews;

namespace TitleReview.App.Meetings;

/// <summary>提出一位“一人一策”（KZ-08）：只给通知写了的几种人，写明放宽什么、他怎样合、看了什么证明；表决之前，等本机构的另一位同意。</summary>
[Does(Act.KeepMeetings)]
public sealed class ProposeRelaxation(TenantSessions sessions, Vault vault)
{
    public async Task<Refusal?> Run(MeetingId id, FilingId filing, string? basis, string? measure, string? reason, string? evidence, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.MeetingHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;
        if (!meeting!.IsLive) return new MeetingNotInSession(meeting.State);
        if (await session.WhyNotRelax(id, filing, ct) is { } tooLate) return tooLate;
        if (await session.Db.Exemptions.AnyAsync(e => e.FilingId == filing && e.Matter == ExemptionMatter.Relaxation && (e.State == AgreedState.Waiting || e.State == AgreedState.Agreed), ct)) return new ExemptAlready(ExemptionMatter.Relaxation);

        var one = await (from f in session.Db.Filings where f.Id == filing join a in session.Db.Applicants on f.ApplicantId equals a.Id join e in session.Db.Offices on f.EmployerId equals e.Id select new { Filing = f, Applicant = a, e.Name }).AsNoTracking().SingleAsync(ct);
        var known = session.Known(vault, one.Applicant, one.Name, one.Filing.Form);
        var (relaxation, wrong) = Exemption.Relax(Guid.CreateVersion7(), new(filing, one.Applicant.Id, meeting.OfficeId), (await session.TermsOf(meeting, ct)).Committee, basis, measure, text => known.Blank(text) != text, reason, evidence, session.Actor, session.Now);
        if (wrong is not null) return wrong;

        session.Add(relaxation!);
        return await session.Save(ct);
    }
}

internal static class Relaxations
{
    /// <summary>议程上的一位，还没有表决过，才能放宽；别的为空。</summary>
    public static async Task<Refusal?> WhyNotRelax(this TenantSession session, MeetingId id, FilingId filing, CancellationToken ct)
    {
        if (await session.Db.MeetingCases.AsNoTracking().SingleOrDefaultAsync(c => c.MeetingId == id && c.FilingId == filing && c.WithdrawnReason == null, ct) is not { } one) return new NotFoundHere("份申报");

        var rounds = await session.Db.BallotRounds.AsNoTracking().Where(r => r.MeetingId == id && r.State != RoundState.Annulled).ToListAsync(ct);
        return rounds.SelectMany(r => r.Cases).Any(c => c.FilingId == filing) ? new VotedBeforeRelaxed(one.No) : null;
    }

    /// <summary>提了还没有定的、提出撤回还没有定的，不进入表决。</summary>
    public static async Task<Refusal?> RelaxationsFirst(this TenantSession session, MeetingRoll roll, IReadOnlyCollection<FilingId> filings, CancellationToken ct)
    {
        var waiting = await session.Db.Exemptions.Where(e => filings.Contains(e.FilingId) && e.Matter == ExemptionMatter.Relaxation && (e.State == AgreedState.Waiting || (e.State == AgreedState.Agreed && e.UndoById != null))).Select(e => e.FilingId).ToListAsync(ct);
        return roll.Cases.FirstOrDefault(c => waiting.Contains(c.FilingId)) is { } one ? new RelaxationWaiting(one.No) : null;
    }

    /// <summary>同意了的，给委员看的那一句；没有的不在内。</summary>
    public static async Task<IReadOnlyDictionary<FilingId, string>> Relaxed(this TenantSession session, IReadOnlyCollection<FilingId> filings, CancellationToken ct) =>
        (await session.Db.Exemptions.AsNoTracking().Where(e => filings.Contains(e.FilingId) && e.Matter == ExemptionMatter.Relaxation && e.State == AgreedState.Agreed).ToListAsync(ct)).ToDictionary(e => e.FilingId, e => e.BlindSentence);
}
