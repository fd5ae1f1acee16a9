using Microsoft.EntityFrameworkCore;
using TitleReview.App.Filings;
using TitleReview.App.Integrity;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Integrity;

namespace TitleReview.App.Approvals;

/// <summary>通过：逐份的与成批的走同一处，许可由用例先问。保存之前什么都没有改变，所以试办就是办到这里为止。</summary>
internal static class Passing
{
    /// <returns>为什么不能通过；通过了的，还有几处没有人判。</returns>
    public static async Task<(Refusal? Refusal, int Unjudged)> Pass(this TenantSession session, Vault vault, Filing filing, string? opinion, bool originalsChecked, bool inBulk, CancellationToken ct)
    {
        var dossier = await session.Dossier(filing, ct);
        var (_, plan, applicant, employer, materials, notice) = dossier;
        if (await session.Bars(vault, applicant, employer, ct, filing.Id) is [var bar, ..]) return (bar.ToApprove, 0);

        // 先说申报自己的原因（公示、期限、材料），再说还有哪些没有判。
        if ((filing.WhyNotApprove(plan, notice, session.Actor, session.Now) ?? OfficePapers.WhyNotApprove(filing, plan.Terms, employer.EmployerKind, materials)) is { } closed) return (closed, 0);

        var judging = await session.Judging(dossier, filing.CurrentStop!, ct);
        if (inBulk && plan.Terms.Bulk.JudgesChecklist) session.PassChecklist(judging);
        var sheet = judging.Sheet();
        if (sheet.WhyNotPass(plan.Terms.Judging) is { } unjudged) return (unjudged, 0);

        if (inBulk && judging.Stop.Step.ChecksOriginals && !(plan.Terms.Bulk.VouchesOriginals && originalsChecked))
        {
            if (await session.Unmarked(judging, ct) is > 0 and var left) return (new BulkOriginalsUnmarked(left), 0);
            originalsChecked = true;
        }

        return (filing.Approve(plan, notice, Clip(opinion), originalsChecked, session.Actor, session.Now), sheet.Unjudged.Count);
    }

    /// <summary>计划准许成批通过时一句话代替的：本级清单里还没有判的，记为合格。上次判为不合格的除外，那要亲自看过。</summary>
    private static void PassChecklist(this TenantSession session, JudgingDossier judging)
    {
        foreach (var line in judging.Sheet().Unjudged.Where(l => l.Item.Kind == ItemKind.Checklist && l.Before?.Verdict != ItemVerdict.Failed))
        {
            var judgement = judging.Judgements.Find(j => j.Item == line.Item.Key && j.SubmissionNo == judging.Filing.SubmissionNo);
            if (judgement is null)
            {
                judgement = new Judgement(judging.Filing.Id, judging.Stop.OfficeId, judging.Filing.SubmissionNo, line.Item);
                session.Add(judgement);
                judging.Judgements.Add(judgement);
            }

            judgement.Judge(line.Item, ItemVerdict.Passed, null, session.Actor, session.Now);
        }
    }

    private static async Task<int> Unmarked(this TenantSession session, JudgingDossier judging, CancellationToken ct)
    {
        var (filing, office) = (judging.Filing.Id, judging.Stop.OfficeId);
        var marks = await session.Db.OriginalMarks.AsNoTracking().Where(m => m.FilingId == filing && m.OfficeId == office).ToListAsync(ct);
        return judging.Items.Count(i => i.Kind == ItemKind.Slot && !marks.Exists(m => m.Holds(i)));
    }

    private static string? Clip(string? opinion) => opinion is { Length: > 500 } ? opinion[..500] : opinion;
}
