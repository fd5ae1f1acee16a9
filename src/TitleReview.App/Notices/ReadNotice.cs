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
/// <param name="Objections">看的人看得到的异议：经办的单位与各级机构看全文；申报人只看几条、了结没有、属不属实，看不到谁反映了什么。</param>
/// <param name="Contacts">网上反映的人留的联系方式，只给经办的单位；按异议的号。</param>
public sealed record NoticeView(
    Filing Filing, string Applicant, string Employer, string? Department, string TitleName, NoticeClause? Clause, NoticeTerms Terms,
    PublicNotice? Posted, string Text, DateOnly FirstDay, DateOnly LastDay, int WorkingDaysLeft, Moment Now,
    IReadOnlyList<ShownObjection> Objections, IReadOnlyDictionary<Guid, string> Contacts, bool MayAct, Refusal? WhyNotRecommend, Refusal? WhyNotRecordDepartment, Refusal? WhyNotPost, Refusal? WhyNotConclude);

/// <summary>一条异议，看的人看得到的部分；看不到的为空。</summary>
public sealed record ShownObjection(Guid Id, DateTimeOffset ReceivedAt, bool Online, DateTimeOffset? SettledAt, bool Upheld, string? Content, string? By, string? Receipt, string? Outcome)
{
    /// <summary>被反映的人不该知道是谁反映的，内容里也看得出来。</summary>
    internal static ShownObjection To(Actor reader, Objection o) => reader.Role == Role.Applicant
        ? new(o.Id, o.ReceivedAt, o.Online, o.SettledAt, o.Upheld, null, null, null, null)
        : new(o.Id, o.ReceivedAt, o.Online, o.SettledAt, o.Upheld, o.Content, o.By, o.Receipt, o.Outcome);
}

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
            [.. (dossier.Notice?.Objections ?? []).OrderBy(o => o.ReceivedAt).Select(o => ShownObjection.To(session.Actor, o))], mayAct ? Contacts(session, dossier.Notice) : new Dictionary<Guid, string>(), mayAct, filing.WhyNotRecommend(terms.Notice, dossier.Notice, session.Actor), filing.WhyNotRecordDepartmentNotice(terms.Notice, session.Actor), filing.WhyNotPost(terms.Notice, dossier.Notice) ?? cannot ?? dossier.WhyNotSign(), dossier.Notice?.WhyNotConclude(session.Now));
    }

    private Dictionary<Guid, string> Contacts(TenantSession session, PublicNotice? notice) =>
        notice?.Objections.Where(o => o.SealedContact is not null).ToDictionary(o => o.Id, o => vault.Open(session.Tenant.Id, ObjectPublicly.ContactPurpose, o.SealedContact!)) ?? [];
}
