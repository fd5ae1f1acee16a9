using Microsoft.EntityFrameworkCore;
using TitleReview.App.Calendar;
using TitleReview.App.Filings;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Approvals;

/// <param name="Library">本机构的与各机构共用的常用句。</param>
/// <param name="Marks">各级的“原件已核”，扫描件换过的不在内。</param>
/// <param name="Changes">与本级上次办的那一次相比改了什么；没有上一次为空。</param>
/// <param name="ComparedWith">与第几次比。</param>
/// <param name="Own">看的是本机构自己的一站；总单位没有自己的一站的，看分支机构的，只看。</param>
/// <param name="Colleagues">本机构的各位，手里几件；不在本机构手里的为空。</param>
/// <param name="Assignee">派给了谁；没有派为空。</param>
/// <param name="WhyNotRefund">为什么不能退还上次退回用掉的机会；本级没有退回过的也在此列。</param>
public sealed record JudgingView(
    JudgingSheet Sheet, Stop Stop, PlanTerms Terms, IReadOnlyList<Defect> Library, IReadOnlyList<OriginalMark> Marks, IReadOnlyList<DeskNote> Notes, IReadOnlyList<ProposalItem> Proposals,
    IReadOnlyList<PlaceChange> Changes, int? ComparedWith, Refusal? WhyNotRefund, int? RefundOf, bool Own, IReadOnlyList<Colleague> Colleagues, UserId? Assignee)
{
    public OriginalMark? MarkOf(JudgedItem item) => Marks.FirstOrDefault(m => m.Holds(item) && m.OfficeId == Stop.OfficeId) ?? Marks.FirstOrDefault(m => m.Holds(item));

    public PlaceChange? ChangeOf(JudgedItem item) => Changes.FirstOrDefault(c => c.Key == item.Key);
}

/// <summary>审核单：每一处判了没有，常用句，原件已核，给同事的话，改了什么。只给呈报线上的机构，申报人、专家没有这一扇门。</summary>
[Does(Act.ReadJudging)]
public sealed class ReadJudging(TenantSessions sessions)
{
    public async Task<JudgingView?> Run(FilingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var filing = await session.Filing(id, ct);
        if (session.WhyNot(Act.ReadJudging, filing) is not null) return null;

        var judging = await session.Judging(filing!, ct);
        var sheet = judging.Sheet();
        var marks = await session.Db.OriginalMarks.AsNoTracking().Where(m => m.FilingId == id).OrderBy(m => m.CheckedAt).ToListAsync(ct);
        var notes = await session.Db.DeskNotes.AsNoTracking().Where(n => n.FilingId == id).OrderBy(n => n.WrittenAt).ToListAsync(ct);
        // 别的机构提了、还没有同意的，是它自己的事。
        var mine = session.Actor.OfficeId;
        var proposals = await session.Db.Proposals.AsNoTracking().Where(p => p.FilingId == id && (p.OfficeId == mine || p.AboveId == mine || p.State == ProposalState.Confirmed)).OrderBy(p => p.ProposedAt).ToListAsync(ct);
        var before = judging.ComparedWith;
        return new JudgingView(sheet, judging.Stop, judging.Dossier.Plan.Terms, await session.Library(ct),
            [.. marks.Where(m => sheet.Find(m.Item) is { } line && m.Holds(line.Item))], notes, [.. proposals.Select(p => ProposalItem.Of(p, filing!, session.Actor))],
            before is null ? [] : FilingChanges.Between(judging.Dossier.Plan.Terms, (before.Form, before.Materials), Submitted(judging)), before?.No,
            filing!.WhyNotRefund(judging.Dossier.Plan, judging.Stop.OfficeId, await session.Calendar(ct), session.Now), filing.RefundableReturn(judging.Stop.OfficeId)?.SubmissionNo, judging.Stop.OfficeId == mine,
            filing.CurrentOfficeId == mine ? await session.ColleaguesWithLoads(ct) : [], await session.Db.DeskAssignments.AsNoTracking().Where(a => a.FilingId == id && a.OfficeId == mine).Select(a => (UserId?)a.AssigneeId).SingleOrDefaultAsync(ct));
    }

    private static (Domain.Filings.Forms.FilingForm, IReadOnlyList<SubmittedMaterial>) Submitted(JudgingDossier judging) => JudgingReading.Content(judging.Dossier);
}

/// <summary>看以前某次底稿里的一张扫描件：申报人后来换掉、删去的，字节还在。PDF 看第一页。</summary>
[Does(Act.ReadJudging)]
public sealed class OpenSubmittedPage(TenantSessions sessions, ScanPages pages)
{
    public async Task<Stream?> Run(FilingId id, int submissionNo, MaterialId material, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var filing = await session.Db.Filings.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, ct);
        if (session.WhyNot(Act.ReadJudging, filing) is not null) return null;

        var submission = await session.Db.Submissions.AsNoTracking().SingleOrDefaultAsync(s => s.FilingId == id && s.No == submissionNo, ct);
        if (submission?.Materials.FirstOrDefault(m => m.Id == material) is not { } file) return null;
        return await pages.OpenKept(session.Tenant.Id, file.Sha256, ct);
    }
}

internal static class Libraries
{
    public static async Task<IReadOnlyList<Defect>> Library(this TenantSession session, CancellationToken ct) =>
        await session.Db.Defects.AsNoTracking().Where(d => d.OfficeId == session.Actor.OfficeId || d.ForAll).OrderByDescending(d => d.Uses).ThenByDescending(d => d.WrittenAt).ToListAsync(ct);
}
