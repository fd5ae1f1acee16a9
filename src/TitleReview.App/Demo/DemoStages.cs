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

/// <summary>每个阶段停一份申报：走的是申报自己的每一步，只是时刻在过去；走哪几站由计划的审批链定。</summary>
internal sealed class DemoStages(TenantSession session, Plan plan, DemoPeople.Port port, WorkingCalendar calendar, DemoScans scans, IReadOnlyDictionary<string, Office> offices)
{
    private sealed record Draft(Filing Filing, List<Material> Materials, Applicant Applicant, Office Employer);

    private int _lead;

    private Moment Ago(double days) => session.Now.Plus(-TimeSpan.FromDays(days + _lead));

    public async Task Park(DemoPeople.Person person, Applicant applicant, CancellationToken ct)
    {
        await session.Flush(ct);
        _lead = person.Lead;
        if (person.Stage == DemoPeople.Stages.New) return;

        var draft = await Start(applicant, offices[person.Employer], person.Channel, ct);
        if (person.Stage != DemoPeople.Stages.Draft) await Walk(person.Stage, draft, ct);
    }

    /// <summary>一份填全、传齐的草稿，可以提交。</summary>
    public async Task Ready(Applicant applicant, Office employer, CancellationToken ct) => await Start(applicant, employer, null, ct);

    private async Task Walk(string stage, Draft draft, CancellationToken ct)
    {
        var filing = draft.Filing;
        var days = stage switch { DemoPeople.Stages.Submitted => 1, DemoPeople.Stages.Publicised => 4, _ => 16 };
        Submit(draft, Ago(days));
        switch (stage)
        {
            case DemoPeople.Stages.Submitted:
                return;
            case DemoPeople.Stages.Returned:
                Return(filing, Ago(1));
                return;
            case DemoPeople.Stages.Lapsed:
                Return(filing, Ago(14), lapsesAt: Ago(3));
                filing.Lapse(plan, Ago(2));
                return;
        }

        if (filing.Stops[0].Step.NeedsNotice && plan.Terms.Notice.EmployerDecidesFirst) filing.Recommend(plan.Terms.Notice, null, Ago(days - 1).Today, "单位职称申报推荐小组会议", Officer(filing.Stops[0].OfficeId), Ago(days - 1));
        var notice = filing.Stops[0].Step.NeedsNotice ? Post(draft, Ago(days - 1)) : null;
        if (stage == DemoPeople.Stages.Publicised) return;

        notice?.Conclude(NoticeText.Fill(plan.Terms.Notice.ResultText, NoticeWords.Result(Dossier(draft))), Ago(3));
        if (notice is not null && plan.Terms.Notice.AlsoByDepartment)
            filing.RecordDepartmentNotice(Wide(Ago(days)).Terms, new(draft.Employer.CompetentDepartment, notice.FirstDay, notice.LastDay, DepartmentOutcome.NoObjection, null), calendar, Officer(filing.Stops[0].OfficeId), Ago(3));
        for (var i = 0; i < filing.Stops.Count; i++)
        {
            var (stop, at) = (filing.Stops[i], Ago(2.5 - i * 0.5));
            if (offices.TryGetValue(stage, out var desk) && desk.Id == stop.OfficeId) return;
            if (stage == DemoPeople.Stages.Declined && stop.Step.MayDecline)
            {
                filing.Decline("经核实，申报专业与所在岗位不一致，不符合申报条件。", Officer(stop.OfficeId), at);
                return;
            }

            foreach (var (slot, row) in OfficePapers.AtStop(filing, plan.Terms, draft.Employer.EmployerKind)) await Upload(filing, slot, row, at, ct);
            filing.Approve(Wide(at), notice, plan.Terms.Opinions.First(o => o.Stop == stop.Step.Kind).Text, true, Officer(stop.OfficeId), at);
        }
    }

    /// <summary>第一个合适的：这个行当的中级，本端口自己评的渠道。</summary>
    private TitleChoice Choose(EmployerKind employer, string? channel) =>
        (from c in plan.Terms.Channels
         where channel is null ? !c.Outbound : c.Key == channel
         from track in c.Tracks
         let choice = new TitleChoice(c.Key, port.Trade.Series, port.Trade.Specialty, Grade.Intermediate, track, FilingPath.Regular)
         where plan.Terms.WhyNotChoose(choice, employer) is null
         select choice).First();

    private async Task<Draft> Start(Applicant applicant, Office employer, string? channel, CancellationToken ct)
    {
        var choice = Choose(employer.EmployerKind!.Value, channel);
        var filing = Filing.Start(new FilingId(Guid.CreateVersion7()), await FilingNumbers.Next(session, plan.Year, ct), plan, applicant, choice, Ago(17));
        DemoFilings.Fill(filing, applicant, employer.EmployerKind!.Value, plan.Terms, port.Trade);
        session.Add(filing);
        List<Material> materials = [];
        var subject = new PrecheckSubject(choice, filing.Form, plan.Terms, applicant, employer, materials, filing.SubmissionsLeft, session.Now);
        foreach (var (slot, row) in SlotMatching.Least(subject)) materials.Add(await Upload(filing, slot, row, Ago(17), ct));
        return new Draft(filing, materials, applicant, employer);
    }

    private async Task<Material> Upload(Filing filing, SlotTerms slot, FormRow? row, Moment at, CancellationToken ct)
    {
        var scan = await scans.Store(session.Tenant.Id, DemoFilings.ScanFor(slot.Key), ct);
        if (await session.Db.StoredFiles.FindAsync([session.Tenant.Id, scan.Sha256], ct) is null)
            session.Add(new StoredFile { Sha256 = scan.Sha256, Bytes = scan.Bytes, StoredAt = session.Now.Instant });
        var material = new Material(new MaterialId(Guid.CreateVersion7()), filing.Id, slot.Key, row?.Id, scan, $"{slot.Title}.jpg", session.Actor.UserId, at);
        session.Add(material);
        foreach (var page in MaterialPage.Of(material, PageSearch.NotAsked))
        {
            session.Add(page);
            if (slot.FilledBy is null && plan.Terms.Masking.Items.Count > 0) await Answer(page, material, at, ct);
        }

        return material;
    }

    /// <summary>演示扫描件上的姓名、单位本来就是黑的；只有照片要遮。</summary>
    private async Task Answer(MaterialPage page, Material material, Moment at, CancellationToken ct)
    {
        var answer = DemoFilings.MasksFor(material.Slot, plan.Terms.Masking);
        var masked = answer.Needed ? await scans.Mask(session.Tenant.Id, material, answer.Masks, ct) : null;
        if (masked is not null && await session.Db.StoredFiles.FindAsync([session.Tenant.Id, masked.Sha256], ct) is null)
            session.Add(new StoredFile { Sha256 = masked.Sha256, Bytes = masked.Bytes, StoredAt = session.Now.Instant });
        page.Answer(answer, masked?.Sha256, session.Actor.UserId, at);
    }

    private void Submit(Draft draft, Moment at)
    {
        // With the notice's own dates the demo's past may lie outside its window: the try is taken under a window that holds it.
        draft.Filing.TakeTry(Wide(at), at);
        var actor = new Actor(default, draft.Applicant.Name, Role.Applicant, null, draft.Applicant.Id);
        var (snapshot, _) = draft.Filing.Submit(plan, Line(draft.Employer), [.. offices.Values.Where(o => o.Kind != OfficeKind.Employer)],
            [.. draft.Materials.Select(m => new SubmittedMaterial(m.Id, m.Slot, m.RowId, m.Sha256))], actor, at);
        session.Add(snapshot!);
    }

    private List<Office> Line(Office employer)
    {
        List<Office> line = [employer];
        while (line[^1].ReportsTo is { } above) line.Add(offices.Values.First(o => o.Id == above));
        return line;
    }

    private void Return(Filing filing, Moment at, Moment? lapsesAt = null) => filing.Return(Wide(at, lapsesAt),
    [
        new Correction(new FormPlace(FormCatalogue.Training), "继续教育", "最近一个年度公需科目的证书没有上传，请补传。"),
        new Correction(new FormPlace(FormCatalogue.Appraisal), "年度考核", "考核表缺单位意见，请补盖公章后重新扫描。"),
        new Correction(new FormPlace(FormCatalogue.Work), "工作经历", "第一段经历的结束时间与第二段不衔接，请核对。"),
    ], calendar, Officer(filing.Stops[0].OfficeId), at);

    private PublicNotice? Post(Draft draft, Moment at)
    {
        var dossier = Dossier(draft);
        var (notice, refusal) = PublicNotice.Post(new NoticeId(Guid.CreateVersion7()), draft.Filing.Id, draft.Filing.SubmissionNo, plan.Terms.Notice, calendar,
            (first, last) => NoticeText.Fill(plan.Terms.Notice.PosterText, NoticeWords.Poster(dossier, first, last)), at);
        if (refusal is null) session.Add(notice!);
        return notice;
    }

    private FilingDossier Dossier(Draft draft) => new(draft.Filing, plan, draft.Applicant, draft.Employer, draft.Materials, null);

    /// <summary>把这一刻包在里面的申报期；别的约定不动。</summary>
    private Plan Wide(Moment at, Moment? closes = null)
    {
        var end = closes?.Instant ?? (plan.Terms.Window.Closes is var real && real > session.Now.Instant ? real : session.Now.Instant.AddDays(2));
        var window = new FilingWindow(at.Instant.AddDays(-1), end);
        return new Plan(plan.Id, plan.Terms with
        {
            Window = window,
            Channels = [.. plan.Terms.Channels.Select(c => c with { Window = null })],
            Catalogue = [.. plan.Terms.Catalogue.Select(s => s with { Window = null, Specialties = [.. s.Specialties.Select(p => p with { Window = null })] })],
        }, 1, at);
    }

    private Actor Officer(OfficeId id)
    {
        var login = offices.First(o => o.Value.Id == id).Key;
        return port.Desks.FirstOrDefault(d => d.Login == login) is { } desk
            ? new Actor(default, desk.Officer ?? desk.Name, Role.Officer, id)
            : new Actor(default, port.Employers.First(e => e.Login == login).Administrator!, Role.EmployerAdministrator, id);
    }
}
