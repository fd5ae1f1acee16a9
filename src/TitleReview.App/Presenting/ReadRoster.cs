using Microsoft.EntityFrameworkCore;
using TitleReview.App.Filings;
using TitleReview.App.People;
using TitleReview.App.Storage;
using TitleReview.Documents.Rosters;
using TitleReview.Documents.Work;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Presenting;

/// <summary>花名册的内容。页面上身份证号隐去中间八位；下载的印全号，并留审计。</summary>
public sealed record RosterView(string Title, string OfficeName, IReadOnlyList<RosterColumn> Columns, IReadOnlyList<RosterItem> Rows, IReadOnlyList<string> Specialties);

/// <param name="Number">申报编号；印出的花名册多半没有这一栏，页面上靠它认行。</param>
public sealed record RosterItem(Guid FilingId, string Number, RosterRow Row);

/// <summary>花名册（TC-37、BZ-31）：本机构呈报线上已通过形式审核的人员。</summary>
[Does(Act.ReadRoster)]
public sealed class ReadRoster(TenantSessions sessions, Vault vault, DocumentWorker worker)
{
    public async Task<RosterView?> Run(string? specialty, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        return session.WhyNot(Act.ReadRoster) is not null ? null : await Read(session, specialty, masked: true, ct);
    }

    public async Task<(byte[]? Bytes, Refusal? Refusal)> Xlsx(string? specialty, CancellationToken ct = default) =>
        await Download(specialty, (roster, _) => Task.FromResult(RosterXlsx.Write(roster)), ct);

    public async Task<(byte[]? Bytes, Refusal? Refusal)> Pdf(string? specialty, CancellationToken ct = default) =>
        await Download(specialty, (roster, token) => RosterPrinter.Print(roster, worker, token), ct);

    private async Task<(byte[]?, Refusal?)> Download(string? specialty, Func<RosterData, CancellationToken, Task<byte[]>> make, CancellationToken ct)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadRoster) is { } refusal) return (null, refusal);

        var view = await Read(session, specialty, masked: false, ct);
        var roster = new RosterData
        {
            Title = view.Title,
            EmployerLine = $"单位（盖章）：{view.OfficeName}",
            DateLine = session.Now.Today.Print(),
            Columns = view.Columns,
            Rows = [.. view.Rows.Select(r => r.Row)],
            PrintedAt = session.Now.Instant,
        };
        var bytes = await make(roster, ct);
        session.Note($"{view.Rows.Count} 人，含身份证号码");
        return await session.Save(ct) is { } conflict ? (null, conflict) : (bytes, null);
    }

    private async Task<RosterView> Read(TenantSession session, string? specialty, bool masked, CancellationToken ct)
    {
        var passed = session.FilingsOnMyLine().Where(f => f.Status == FilingStatus.FormalityPassed);
        var specialties = await passed.Select(f => f.Choice.Specialty).Distinct().OrderBy(s => s).ToListAsync(ct);
        if (specialty.Plain() is { Length: > 0 } wanted) passed = passed.Where(f => f.Choice.Specialty == wanted);
        var rows = await (from f in passed
                          join a in session.Db.Applicants on f.ApplicantId equals a.Id
                          join e in session.Db.Offices on f.EmployerId equals e.Id
                          orderby f.Choice.Specialty, f.Number
                          select new { f, a, Employer = e.Name }).AsNoTracking().ToListAsync(ct);
        var plans = await session.Db.Plans.AsNoTracking().ToDictionaryAsync(p => p.Id, p => p.Terms, ct);
        var office = await session.Db.Offices.Where(o => o.Id == session.Actor.OfficeId).Select(o => o.Name).SingleAsync(ct);
        var roster = plans.Values.OrderByDescending(p => p.Year).FirstOrDefault()?.Roster;
        return new RosterView(
            roster?.Title ?? "专业技术职称申报人员花名册", office, RosterColumn.Of(roster?.Columns ?? [], roster is null ? null : roster.ContentOf),
            [.. rows.Select(r => new RosterItem(r.f.Id.Value, r.f.Number, Row(session, r.f, r.a, r.Employer, plans[r.f.PlanId].TitleName(r.f.Choice), masked)))], specialties);
    }

    private RosterRow Row(TenantSession session, Filing filing, Domain.People.Applicant applicant, string employer, string title, bool masked)
    {
        var basic = filing.Form.Single(FormCatalogue.Basic);
        return new RosterRow(applicant.Name, applicant.Sex.Label(), basic["ethnicity"], basic["politics"],
            masked ? applicant.MaskedResidentId : vault.Open(session.Tenant.Id, RegisterApplicant.ResidentIdPurpose, applicant.SealedResidentId),
            basic["post"], basic["postSince"], title, employer, "", filing.Choice.Track.Label())
        { Number = filing.Number, Series = filing.Choice.Series, Specialty = filing.Choice.Specialty };
    }
}
