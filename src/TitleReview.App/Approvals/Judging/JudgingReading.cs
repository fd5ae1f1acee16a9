using Microsoft.EntityFrameworkCore;
using TitleReview.App.Filings;
using TitleReview.App.Storage;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Materials;

namespace TitleReview.App.Approvals;

/// <summary>一站的审核单，与它从哪里来：现在的内容、这一级判过的、它办过的各次提交的底稿。</summary>
internal sealed record JudgingDossier(FilingDossier Dossier, Stop Stop, IReadOnlyList<JudgedItem> Items, List<Judgement> Judgements, IReadOnlyList<EarlierWord> Said, IReadOnlyList<Submission> Earlier)
{
    public Filing Filing => Dossier.Filing;

    public JudgingSheet Sheet() => new(Items, Judgements, Filing.SubmissionNo, Said);

    /// <summary>与哪一次比改了什么：这一级最近办过或判过的那一次。</summary>
    public Submission? ComparedWith => Earlier.LastOrDefault(s => Said.Any(e => e.SubmissionNo == s.No) || Judgements.Any(j => j.SubmissionNo == s.No));
}

internal static class JudgingReading
{
    /// <summary>正在手里的看手里的一站；不在手里的，看自己那一站的；总单位没有自己的一站的，看分支机构的（0027）。</summary>
    public static async Task<JudgingDossier> Judging(this TenantSession session, Filing filing, CancellationToken ct) =>
        await session.Judging(await session.Dossier(filing, ct), filing.Stops.FirstOrDefault(s => s.OfficeId == session.Actor.OfficeId) ?? filing.Stops[0], ct);

    public static async Task<JudgingDossier> Judging(this TenantSession session, FilingDossier dossier, Stop stop, CancellationToken ct)
    {
        var (filing, terms, kind) = (dossier.Filing, dossier.Plan.Terms, dossier.Employer.EmployerKind);
        var judgements = await session.Db.Judgements.Where(j => j.FilingId == filing.Id && j.OfficeId == stop.OfficeId).ToListAsync(ct);
        IReadOnlyList<Submission> earlier = filing.SubmissionNo < 2 ? []
            : await session.Db.Submissions.AsNoTracking().Where(s => s.FilingId == filing.Id && s.No < filing.SubmissionNo).OrderBy(s => s.No).ToListAsync(ct);

        List<EarlierWord> said = [];
        foreach (var past in earlier)
        {
            if (filing.History.LastOrDefault(e => e.SubmissionNo == past.No && e.Office == stop.OfficeName && e.Action is FilingAction.Return or FilingAction.Approve) is not { } decision) continue;
            var items = JudgedItems.Of(terms, past.Choice, kind, past.Form, [.. past.Materials, .. OfficeFiles(dossier)], stop.Step);
            said.AddRange(items.Select(i => Word(i, past.No, Standing(judgements, i, past.No), decision, terms.Module(i.Place.Module))));
        }

        var (form, files) = Content(dossier);
        return new JudgingDossier(dossier, stop, JudgedItems.Of(terms, filing.Choice, kind, form, files, stop.Step), judgements, said, earlier);
    }

    /// <summary>这一级看到的内容：在申报人手里改着的，看最近一次提交的底稿。</summary>
    public static (FilingForm Form, IReadOnlyList<SubmittedMaterial> Files) Content(FilingDossier dossier) =>
        dossier.LastSubmission is { } last
            ? (last.Form, [.. last.Materials, .. OfficeFiles(dossier)])
            : (dossier.Filing.Form, [.. dossier.Materials.Select(m => new SubmittedMaterial(m.Id, m.Slot, m.RowId, m.Sha256))]);

    /// <summary>各级自己传的不在底稿里，哪一次都算上。</summary>
    private static IEnumerable<SubmittedMaterial> OfficeFiles(FilingDossier dossier) =>
        dossier.Materials.Where(m => OfficePapers.Holds(dossier.Plan.Terms, m.Slot)).Select(m => new SubmittedMaterial(m.Id, m.Slot, m.RowId, m.Sha256));

    /// <summary>那一次办的时候算数的判定：那一次判的；没有判、内容没有变的，沿用从前的（N8）。</summary>
    private static Judgement? Standing(List<Judgement> judgements, JudgedItem item, int no) =>
        judgements.Find(j => j.SubmissionNo == no && j.Item == item.Key)
        ?? judgements.Where(j => j.SubmissionNo < no && j.Item == item.Key && j.Hash == item.Hash).MaxBy(j => j.SubmissionNo);

    /// <summary>那一次没有逐处判过的（通过时只判了清单，或还没有逐项审的时候办的），看退回的话里点了它、点了它的模块没有。</summary>
    private static EarlierWord Word(JudgedItem item, int no, Judgement? judged, FilingEvent decision, FormModule? module)
    {
        var words = decision.Action == FilingAction.Return ? decision.Opinion ?? "" : "";
        var named = judged is null ? words.Contains($"{item.PlaceName}：", StringComparison.Ordinal) || words.Contains($"{module?.Title}：", StringComparison.Ordinal) : judged.Verdict == ItemVerdict.Failed;
        // 各级自己传的不在底稿里，重建出来的是现在的；判的时候记下的才是当时的。
        return new EarlierWord(item.Key, no, judged?.Hash ?? item.Hash, named && words.Length > 0);
    }
}
