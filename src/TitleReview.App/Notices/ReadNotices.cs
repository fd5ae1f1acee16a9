using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Notices;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Notices;

/// <summary>单位的公示走到哪一步；次序就是要办的先后。</summary>
public enum NoticeStage { Objected, Due, ToPost, Running, Done }

/// <param name="LastDay">公示末日；还没有张贴为空。</param>
/// <param name="WhyNot">这一步现在为什么办不了；能办为空。</param>
public sealed record NoticeRow(Guid FilingId, string Number, string Applicant, string Title, NoticeStage Stage, DateOnly? FirstDay, DateOnly? LastDay, int OpenObjections, Refusal? WhyNot);

/// <param name="Department">公示上写的受理部门；还没有填为空，电话也一样。</param>
public sealed record NoticeBoard(string Employer, string? Department, string? Phone, IReadOnlyList<NoticeRow> Rows, Moment Now)
{
    public IEnumerable<NoticeRow> At(NoticeStage stage) => Rows.Where(r => r.Stage == stage);
}

/// <summary>公示一览：本单位在审的每一份，公示张贴了没有、几时满、有没有异议（N5、U6、U7）。</summary>
[Does(Act.ReadNotices)]
public sealed class ReadNotices(TenantSessions sessions)
{
    /// <summary>一个单位一季不过几十份；多到这么多的按提交先后只列这些。</summary>
    private const int Most = 500;

    public async Task<NoticeBoard?> Run(CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadNotices) is not null) return null;

        var mine = await (from f in session.Db.Filings.Include(f => f.History)
                          where f.CurrentOfficeId == session.Actor.OfficeId && f.Status == FilingStatus.InApproval
                          join a in session.Db.Applicants on f.ApplicantId equals a.Id
                          orderby f.SubmittedAt, f.Number
                          select new { Filing = f, a.Name }).AsNoTracking().Take(Most).ToListAsync(ct);
        var ids = mine.Select(r => r.Filing.Id).ToList();
        var latest = (await session.Db.Notices.AsNoTracking().Include(n => n.Objections).Where(n => ids.Contains(n.FilingId)).ToListAsync(ct))
            .GroupBy(n => n.FilingId).ToDictionary(g => g.Key, g => g.MaxBy(n => n.SubmissionNo)!);
        var plans = await session.Db.Plans.AsNoTracking().ToDictionaryAsync(p => p.Id, ct);
        var rows = from r in mine
                   where r.Filing.CurrentStop is { Step.NeedsNotice: true }
                   let notice = latest.GetValueOrDefault(r.Filing.Id)
                   let terms = plans[r.Filing.PlanId].Terms
                   let stage = Stage(r.Filing, notice, session.Now)
                   select new NoticeRow(r.Filing.Id.Value, r.Filing.Number, r.Name, terms.TitleName(r.Filing.Choice), stage,
                       stage == NoticeStage.ToPost ? null : notice!.FirstDay, stage == NoticeStage.ToPost ? null : notice!.LastDay, notice?.Objections.Count(o => o.SettledAt is null) ?? 0,
                       stage == NoticeStage.ToPost ? r.Filing.WhyNotPost(terms.Notice, notice) : notice!.WhyNotConclude(session.Now));
        var own = await session.Db.Offices.AsNoTracking().SingleAsync(o => o.Id == session.Actor.OfficeId, ct);
        return new NoticeBoard(own.Name, own.ReportDepartment, own.ReportPhone, [.. rows.OrderBy(r => r.Stage).ThenBy(r => r.LastDay)], session.Now);
    }

    private static NoticeStage Stage(Filing filing, PublicNotice? notice, Moment now) => notice switch
    {
        null => NoticeStage.ToPost,
        // 退回补正再交的，出过结果的仍然作数；要不要重新公示由单位看过内容再定，不在这里一并勾上。
        { ConcludedAt: not null } => NoticeStage.Done,
        _ when notice.Objections.Any(o => o.SettledAt is null) => NoticeStage.Objected,
        _ when notice.Objections.Any(o => o.Upheld) && notice.SubmissionNo < filing.SubmissionNo => NoticeStage.ToPost,
        _ when now.Today <= notice.LastDay => NoticeStage.Running,
        _ => NoticeStage.Due,
    };
}
