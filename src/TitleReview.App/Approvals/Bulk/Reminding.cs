using Microsoft.EntityFrameworkCore;
using TitleReview.App.Filings;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Messages;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Approvals;

/// <summary>提醒申报人或他的单位：照模板的话，加经办人自己的一句。同一份、同一种，几小时里只一次（计划定）。</summary>
[Does(Act.RemindFiling)]
public sealed class RemindFiling(TenantSessions sessions)
{
    public async Task<Refusal?> Run(FilingId id, RemindAudience audience, string? line, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        await FilingLocks.Take(session, id, ct);
        var filing = await session.Filing(id, ct);
        if (session.WhyNot(Act.RemindFiling, filing) is { } refusal) return refusal;
        if (new BulkAsk(BulkKind.Remind, Audience: audience, Line: line).WhyNot() is { } wrong) return wrong;

        return await session.Remind(filing!, audience, line, ct) ?? await session.Save(ct);
    }
}

internal static class Reminding
{
    public static async Task<Refusal?> Remind(this TenantSession session, Filing filing, RemindAudience audience, string? line, CancellationToken ct)
    {
        if (filing.Status is FilingStatus.NotAccepted or FilingStatus.Lapsed) return new NothingToRemind();

        var pause = (await session.PlanOf(filing, ct)).Terms.Bulk.RemindHours;
        var kind = audience == RemindAudience.Applicant ? MessageKind.RemindApplicant : MessageKind.RemindEmployer;
        var since = session.Now.Instant.AddHours(-pause);
        if (await session.Db.OutboxEvents.AnyAsync(e => e.FilingId == filing.Id && e.Kind == kind && e.At > since, ct)) return new JustReminded(pause);

        var office = filing.Stops.FirstOrDefault(s => s.OfficeId == session.Actor.OfficeId)?.OfficeName ?? (filing.MainEmployerId == session.Actor.OfficeId ? "总单位" : "");
        var words = line.Plain() is { Length: > 0 } own ? own.TrimEnd('。') + "。" : "";
        var told = new OutboxEvent(kind, $"{kind}/{filing.Id.Value}/{Guid.CreateVersion7()}", session.Now, session.Actor.UserId,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["提醒的机构"] = office, ["现状"] = Standing(filing), ["附言"] = words });
        session.Add((audience == RemindAudience.Applicant ? told.To(applicant: filing.ApplicantId, filing: filing.Id) : told.To(office: filing.EmployerId, filing: filing.Id))
            .On(session.Now, filing.Status == FilingStatus.Returned ? filing.FixDeadline : null));
        return null;
    }

    private static string Standing(Filing filing) => filing.Status switch
    {
        FilingStatus.Draft => "撤回之后还没有再提交",
        FilingStatus.Returned => $"已退回补正，请在{filing.FixDeadline?.Print()}之前改好再提交",
        FilingStatus.FormalityPassed => "形式审核已通过，请按申报页上的下一步办理",
        _ => $"正在“{filing.CurrentStop!.OfficeName}”审核",
    };
}
