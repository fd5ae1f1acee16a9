using Microsoft.EntityFrameworkCore;
using TitleReview.App.Calendar;
using TitleReview.App.Filings;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Notices;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Notices;

/// <summary>张贴单位公示（TC-33）：正文按计划模板由申报内容生成，期限由工作日历算出。</summary>
[Does(Act.PostNotice)]
public sealed class PostNotice(TenantSessions sessions)
{
    public async Task<Refusal?> Run(FilingId filingId, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var filing = await session.Filing(filingId, ct);
        if (session.WhyNot(Act.PostNotice, filing) is { } refusal) return refusal;

        var dossier = await session.Dossier(filing!, ct);
        if ((filing!.WhyNotPost(dossier.Plan.Terms.Notice, dossier.Notice) ?? dossier.WhyNotSign()) is { } notNow) return notNow;

        var (notice, cannot) = PublicNotice.Post(new NoticeId(Guid.CreateVersion7()), filingId, filing.SubmissionNo, dossier.Plan.Terms.Notice, await session.Calendar(ct),
            (first, last) => NoticeText.Fill(dossier.Plan.Terms.Notice.PosterText, NoticeWords.Poster(dossier, first, last)), session.Now);
        if (cannot is not null) return cannot;

        session.Add(notice!);
        return await session.Save(ct);
    }
}

/// <summary>公示上写的受理部门与监督电话：填一次，以后的公示都用它。</summary>
[Does(Act.KeepReportDesk)]
public sealed class KeepReportDesk(TenantSessions sessions)
{
    public async Task<Refusal?> Run(string? department, string? phone, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var own = await session.Db.Offices.SingleOrDefaultAsync(o => o.Id == session.Actor.OfficeId, ct);
        if (session.WhyNot(Act.KeepReportDesk, own) is { } refusal) return refusal;

        List<FieldError> errors = [];
        if (Validation.Filled("受理反映的部门", 60)(department.Plain()) is { } missing) errors.Add(new("Department", missing));
        if (Validation.Phone(phone.Plain()) is { } wrong) errors.Add(new("Phone", wrong));
        if (errors.Count > 0) return new InvalidInput(errors);

        own!.KeepReportDesk(department.Plain(), phone.Plain());
        return await session.Save(ct);
    }
}

/// <summary>登记单位研究同意推荐（AK-17）：计划要求的，登记之后才能张贴公示。</summary>
[Does(Act.RecordRecommendation)]
public sealed class RecordRecommendation(TenantSessions sessions)
{
    public async Task<Refusal?> Run(FilingId filingId, DateOnly? on, string? how, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var filing = await session.Filing(filingId, ct);
        if (session.WhyNot(Act.RecordRecommendation, filing) is { } refusal) return refusal;

        var plan = await session.PlanOf(filing!, ct);
        return filing!.Recommend(plan.Terms.Notice, await session.NoticeOf(filingId, ct), on, how, session.Actor, session.Now)
            ?? await session.Save(ct);
    }
}

/// <summary>登记公示期间收到的异议。</summary>
[Does(Act.RecordObjection)]
public sealed class RecordObjection(TenantSessions sessions)
{
    public async Task<Refusal?> Run(FilingId filingId, Guid objectionId, string? content, string? by, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var filing = await session.Filing(filingId, ct);
        if (session.WhyNot(Act.RecordObjection, filing) is { } refusal) return refusal;
        if (await session.NoticeOf(filingId, ct) is not { } notice) return new NotFoundHere("个公示");

        return notice.Object(objectionId, content, by, session.Now)
            ?? await session.Save(ct);
    }
}

/// <summary>了结异议：写明核查结果，是否属实。</summary>
[Does(Act.SettleObjection)]
public sealed class SettleObjection(TenantSessions sessions)
{
    public async Task<Refusal?> Run(FilingId filingId, Guid objectionId, string? outcome, bool upheld, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var filing = await session.Filing(filingId, ct);
        if (session.WhyNot(Act.SettleObjection, filing) is { } refusal) return refusal;
        if (await session.NoticeOf(filingId, ct) is not { } notice) return new NotFoundHere("个公示");

        return notice.Settle(objectionId, outcome, upheld, session.Now)
            ?? await session.Save(ct);
    }
}

/// <summary>公示期满，出具公示结果（附件2）。</summary>
[Does(Act.ConcludeNotice)]
public sealed class ConcludeNotice(TenantSessions sessions)
{
    public async Task<Refusal?> Run(FilingId filingId, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var filing = await session.Filing(filingId, ct);
        if (session.WhyNot(Act.ConcludeNotice, filing) is { } refusal) return refusal;

        var dossier = await session.Dossier(filing!, ct);
        if (dossier.Notice is not { } notice) return new NotFoundHere("个公示");
        var result = NoticeText.Fill(dossier.Plan.Terms.Notice.ResultText, NoticeWords.Result(dossier));
        return notice.Conclude(result, session.Now)
            ?? await session.Save(ct);
    }
}

/// <summary>登记主管部门的公示（TC-33）：计划要求的，登记之后用人单位才能通过。</summary>
[Does(Act.RecordDepartmentNotice)]
public sealed class RecordDepartmentNotice(TenantSessions sessions)
{
    public async Task<Refusal?> Run(FilingId filingId, DepartmentNotice notice, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var filing = await session.Filing(filingId, ct);
        if (session.WhyNot(Act.RecordDepartmentNotice, filing) is { } refusal) return refusal;

        var plan = await session.PlanOf(filing!, ct);
        return filing!.RecordDepartmentNotice(plan.Terms, notice, await session.Calendar(ct), session.Actor, session.Now)
            ?? await session.Save(ct);
    }
}
