using Microsoft.EntityFrameworkCore;
using TitleReview.App.Filings;
using TitleReview.App.Notices;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Calendar;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.Notices;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;

namespace TitleReview.App.Demo;

/// <summary>每个阶段停一份申报：走的是申报自己的每一步，只是时刻在过去。</summary>
internal sealed class DemoStages(TenantSession session, Plan plan, WorkingCalendar calendar, DemoScans scans, IReadOnlyList<Office> countyLine, IReadOnlyList<Office> directLine)
{
    private static readonly TitleChoice Choice = new("local", "工程系列", "水利", Grade.Intermediate, TitleTrack.Review, FilingPath.Regular);

    private Moment Ago(double days) => session.Now.Plus(-TimeSpan.FromDays(days));

    public async Task Park(Func<DemoPeople.Account, Applicant> person, Applicant applicant, CancellationToken ct)
    {
        await Draft(applicant, countyLine, ct);
        foreach (var account in DemoPeople.TachengAccounts.Where(a => a.Role == Role.Applicant))
        {
            var someone = person(account);
            if (account.LoginName == "newcomer") continue;
            await session.Db.SaveChangesAsync(ct);
            var line = account.LoginName.Contains("direct") ? directLine : countyLine;
            var draft = await Draft(someone, line, ct);
            if (account.LoginName != "direct") Walk(account.LoginName, draft, line);
        }
    }

    private void Walk(string stage, (Filing Filing, List<Material> Materials, Applicant Applicant) draft, IReadOnlyList<Office> line)
    {
        var filing = draft.Filing;
        var days = stage is "submitted" ? 1 : stage is "publicised" ? 4 : 16;
        Submit(draft, line, Ago(days));
        if (stage == "submitted") return;

        if (stage == "returned") { Return(filing, line[0], Ago(1)); return; }
        if (stage == "lapsed")
        {
            Return(filing, line[0], Ago(10), lapsesAt: Ago(3));
            filing.Lapse(plan, Ago(2));
            return;
        }

        var notice = Post(draft, line[0], Ago(days - 1));
        if (stage == "publicised" || notice is null) return;

        notice.Conclude(NoticeText.Fill(plan.Terms.Notice.ResultText, NoticeWords.Result(Dossier(draft, line[0]))), Ago(3));
        for (var i = 0; i < line.Count; i++)
        {
            if ((stage == "county-desk" && line[i].Kind == OfficeKind.CountyHr) || (stage == "prefecture-desk" && line[i].Kind == OfficeKind.PrefectureHr)) return;
            if (stage == "declined" && line[i].Kind == OfficeKind.CountyHr)
            {
                filing.Decline("经核实，申报专业与所在岗位不一致，不符合申报条件。", Officer(line[i]), Ago(2));
                return;
            }

            filing.Approve(plan, notice, plan.Terms.Opinions.First(o => o.Stop == line[i].Kind).Text, true, Officer(line[i]), Ago(2.5 - i * 0.5));
        }
    }

    private async Task<(Filing, List<Material>, Applicant)> Draft(Applicant applicant, IReadOnlyList<Office> line, CancellationToken ct)
    {
        var filing = Filing.Start(new FilingId(Guid.CreateVersion7()), await FilingNumbers.Next(session, plan.Year, ct), plan, applicant, Choice, Ago(17));
        DemoFilings.Fill(filing, applicant, plan.Terms);
        session.Add(filing);
        List<Material> materials = [];
        var subject = new PrecheckSubject(Choice, filing.Form, plan.Terms, applicant, line[0], materials, filing.SubmissionsLeft, session.Now);
        foreach (var (slot, row) in SlotMatching.Least(subject))
        {
            var scan = await scans.Store(session.Tenant.Id, DemoFilings.ScanFor(slot.Key), ct);
            if (await session.Db.StoredFiles.FindAsync([session.Tenant.Id, scan.Sha256], ct) is null)
                session.Add(new StoredFile { Sha256 = scan.Sha256, Bytes = scan.Bytes, StoredAt = session.Now.Instant });
            var material = new Material(new MaterialId(Guid.CreateVersion7()), filing.Id, slot.Key, row?.Id, scan, $"{slot.Title}.jpg", session.Actor.UserId, Ago(17));
            session.Add(material);
            materials.Add(material);
        }

        return (filing, materials, applicant);
    }

    private void Submit((Filing Filing, List<Material> Materials, Applicant Applicant) draft, IReadOnlyList<Office> line, Moment at)
    {
        // The demo's past may lie before its window: the try is taken under a window that holds it.
        draft.Filing.TakeTry(Wide(at), at);
        var actor = new Actor(default, draft.Applicant.Name, Role.Applicant, null, draft.Applicant.Id);
        var (snapshot, _) = draft.Filing.Submit(plan, line, [], [.. draft.Materials.Select(m => new SubmittedMaterial(m.Id, m.Slot, m.RowId, m.Sha256))], actor, at);
        session.Add(snapshot!);
    }

    private void Return(Filing filing, Office office, Moment at, Moment? lapsesAt = null) => filing.Return(Wide(at, lapsesAt),
    [
        new Correction(new FormPlace(FormCatalogue.Training), "继续教育", "最近一个年度公需科目的证书没有上传，请补传。"),
        new Correction(new FormPlace(FormCatalogue.Appraisal), "年度考核", "考核表缺单位意见，请补盖公章后重新扫描。"),
        new Correction(new FormPlace(FormCatalogue.Work), "工作经历", "第一段经历的结束时间与第二段不衔接，请核对。"),
    ], calendar, Officer(office), at);

    private PublicNotice? Post((Filing Filing, List<Material> Materials, Applicant Applicant) draft, Office employer, Moment at)
    {
        var dossier = Dossier(draft, employer);
        var (notice, refusal) = PublicNotice.Post(new NoticeId(Guid.CreateVersion7()), draft.Filing.Id, draft.Filing.SubmissionNo, plan.Terms.Notice.WorkingDays, calendar,
            (first, last) => NoticeText.Fill(plan.Terms.Notice.PosterText, NoticeWords.Poster(dossier, first, last)), at);
        if (refusal is null) session.Add(notice!);
        return notice;
    }

    private FilingDossier Dossier((Filing Filing, List<Material> Materials, Applicant Applicant) draft, Office employer) =>
        new(draft.Filing, plan, draft.Applicant, employer, draft.Materials, null);

    private Plan Wide(Moment at, Moment? closes = null)
    {
        var end = closes?.Instant ?? (plan.Terms.WindowFor(Choice).Closes is var real && real > session.Now.Instant ? real : session.Now.Instant.AddDays(2));
        var window = new FilingWindow(at.Instant.AddDays(-1), end);
        return new Plan(plan.Id, plan.Terms with { Window = window, Catalogue = [.. plan.Terms.Catalogue.Select(s => s with { Window = null })] }, 1, at);
    }

    private static Actor Officer(Office office) => new(default, office.Kind switch { OfficeKind.Employer => "陈守田", OfficeKind.CountyHr => "马文英", _ => "叶尔肯·哈力" },
        office.Kind == OfficeKind.Employer ? Role.EmployerAdministrator : Role.Officer, office.Id);
}
