using TitleReview.App.Calendar;
using TitleReview.App.Filings;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Notices;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Notices;

/// <summary>公示页要显示的全部。还没有张贴时，正文与起止日期是现在张贴的样子。</summary>
/// <param name="Posted">已张贴的公示；还没有张贴为空。</param>
/// <param name="WorkingDaysLeft">公示还有几个工作日，今天若是也算在内。</param>
/// <param name="MayAct">公示由本单位在自己这一站办理；其余的人只看。</param>
/// <param name="WhyNotRecommend">此刻为什么不能登记研究同意推荐；计划不要求的也在此说。</param>
/// <param name="WhyNotRecordDepartment">此刻为什么不能登记主管部门公示；计划不要求的也在此说。</param>
/// <param name="WhyNotPost">此刻为什么不能张贴。</param>
/// <param name="WhyNotConclude">此刻为什么不能出具公示结果。</param>
public sealed record NoticeView(
    Filing Filing, string Applicant, string Employer, string? Department, string TitleName, NoticeClause? Clause, NoticeTerms Terms,
    PublicNotice? Posted, string Text, DateOnly FirstDay, DateOnly LastDay, int WorkingDaysLeft, Moment Now,
    bool MayAct, Refusal? WhyNotRecommend, Refusal? WhyNotRecordDepartment, Refusal? WhyNotPost, Refusal? WhyNotConclude);

/// <summary>看单位公示：申报人看自己的，各级机构看呈报线上的。没有与无权都回答 null。</summary>
[Does(Act.ReadNotice)]
public sealed class ReadNotice(TenantSessions sessions, Vault vault)
{
    public async Task<NoticeView?> Run(FilingId filingId, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var filing = await session.Filing(filingId, ct);
        var mayAct = session.WhyNot(Act.PostNotice, filing) is null;
        if (session.WhyNot(Act.ReadNotice, filing) is not null) return null;

        var dossier = await session.Dossier(filing!, ct);
        var terms = dossier.Plan.Terms;
        var calendar = await session.Calendar(ct);
        var (next, cannot) = PublicNotice.Post(default, filingId, filing!.SubmissionNo, terms.Notice, calendar,
            (first, last) => NoticeText.Fill(terms.Notice.PosterText, NoticeWords.Poster(dossier, first, last)), session.Now);
        var planned = dossier.Notice ?? next;

        return new NoticeView(filing!, dossier.Applicant.Name, dossier.Employer.Name, dossier.Employer.CompetentDepartment, terms.TitleName(filing.Choice), terms.Clause("notice"), terms.Notice,
            dossier.Notice, NoticeWords.Shown(planned?.Text ?? "", dossier, session, vault), planned?.FirstDay ?? default, planned?.LastDay ?? default,
            planned is null ? 0 : calendar.Between((session.Now.Today < planned.FirstDay ? planned.FirstDay : session.Now.Today).AddDays(-1), planned.LastDay), session.Now,
            mayAct, filing.WhyNotRecommend(terms.Notice, dossier.Notice, session.Actor), filing.WhyNotRecordDepartmentNotice(terms.Notice, session.Actor), filing.WhyNotPost(terms.Notice, dossier.Notice) ?? cannot, dossier.Notice?.WhyNotConclude(session.Now));
    }
}
