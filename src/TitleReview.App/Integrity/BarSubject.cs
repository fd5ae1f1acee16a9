using Microsoft.EntityFrameworkCore;
using TitleReview.App.Calendar;
using TitleReview.App.Filings;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Integrity;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Integrity;

/// <summary>记入诚信记录时填写的内容。</summary>
public sealed record BarForm
{
    public IntegritySubject? Subject { get; set; }
    public string? Name { get; set; }

    /// <summary>身份证号码；单位填统一社会信用代码。</summary>
    public string? Number { get; set; }

    public string? Conduct { get; set; }
    public string? Basis { get; set; }
    public string? DecisionNumber { get; set; }

    /// <summary>申报年度；期限从次年起算。</summary>
    public int? Year { get; set; }

    public int? Years { get; set; }

    /// <summary>从一份申报认定的，改从哪一年起算；空为照计划，从申报年度的下一年。</summary>
    public int? FirstYear { get; set; }

    public bool PlatformWide { get; set; }

    internal IntegrityRecord.Finding Finding => new(Conduct, Basis, DecisionNumber, PlatformWide);

    internal Refusal? WhyNot(Moment now)
    {
        var number = ResidentId.Normalize(Number);
        List<FieldError> errors = [];
        if (Subject is null || !Enum.IsDefined(Subject.Value)) errors.Add(new(nameof(Subject), "请选择记的是谁。"));
        if ((Subject == IntegritySubject.Employer ? Validation.Filled("单位名称", 100)(Name ?? "") : Validation.PersonName(Name ?? "")) is { } name) errors.Add(new(nameof(Name), name));
        if ((Subject == IntegritySubject.Employer ? CreditCode.WhyNot(number) : ResidentId.WhyNot(number, now.Today)) is { } wrong) errors.Add(new(nameof(Number), wrong));
        if (Year is null || Year < 2000 || Year > now.Today.Year + 1) errors.Add(new(nameof(Year), $"请填写申报年度，2000 至 {now.Today.Year + 1}。"));
        if (PenaltyYears.WhyNot(Years ?? 0) is InvalidInput years) errors.AddRange(years.Errors);
        if (Finding.WhyNot() is InvalidInput finding) errors.AddRange(finding.Errors);
        return errors.Count == 0 ? null : new InvalidInput(errors);
    }
}

/// <summary>记入诚信记录（TC-44）：地区人社局认定，写明行为与依据；系统从不自动记。</summary>
[Does(Act.BarSubject)]
public sealed class BarSubject(TenantSessions sessions, Vault vault)
{
    /// <param name="id">这一页的号：重复提交只记一次。</param>
    public async Task<Refusal?> Run(IntegrityRecordId id, BarForm form, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var office = await session.OwnOffice(ct);
        if (session.WhyNot(Act.BarSubject, office) is { } refusal) return refusal;
        if (form.WhyNot(session.Now) is { } invalid) return invalid;

        var (name, number) = (form.Name.Plain(), ResidentId.Normalize(form.Number));
        var subject = form.Subject == IntegritySubject.Employer ? session.Unit(vault, name, number) : session.Person(vault, form.Subject!.Value, name, new ResidentId(number));
        var (record, cannot) = IntegrityRecord.Bar(id, subject, form.Finding, PenaltyTerm.After(form.Year!.Value, form.Years!.Value), null, office!, session.Actor, session.Now);
        if (cannot is not null) return cannot;

        session.Add(record!);
        return await session.Save(ct);
    }
}

/// <summary>从一份申报认定弄虚作假（TC-45、AK-22）：记本人，也可以连单位；年数照这份申报的计划。</summary>
[Does(Act.BarFromFiling)]
public sealed class BarFromFiling(TenantSessions sessions, Vault vault)
{
    /// <param name="employerYears">空为不记单位。</param>
    public async Task<Refusal?> Run(FilingId filingId, int personYears, int? employerYears, BarForm form, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var filing = await session.Filing(filingId, ct);
        if (session.WhyNot(Act.BarFromFiling, filing) is { } refusal) return refusal;
        if (await session.Db.IntegrityRecords.AnyAsync(r => r.FilingId == filingId && r.LiftedAt == null, ct)) return new AlreadyBarredForFiling();

        var office = await session.OwnOffice(ct);
        var dossier = await session.Dossier(filing!, ct);
        var firstYear = form.FirstYear ?? dossier.Plan.Year + 1;
        if (PenaltyTerm.WhyNotFrom(firstYear, dossier.Plan.Year, session.Now.Today) is { } outside) return outside;

        List<(BarredSubject Subject, int Years)> barred = [(session.Person(vault, dossier.Applicant), personYears)];
        if (employerYears is { } years)
        {
            // 分支机构没有自己的代码：记的是总单位。
            var unit = dossier.Employer.CreditCode is null ? await session.Db.Offices.AsNoTracking().SingleAsync(o => o.Id == dossier.Employer.ReportsTo, ct) : dossier.Employer;
            barred.Add((session.Unit(vault, unit.Name, unit.CreditCode!), years));
        }

        foreach (var (subject, term) in barred)
        {
            var (record, cannot) = IntegrityRecord.Bar(new IntegrityRecordId(Guid.CreateVersion7()), subject, form.Finding, new PenaltyTerm(firstYear, term), filingId, office!, session.Actor, session.Now);
            if (cannot is not null) return cannot;
            session.Add(record!);
        }

        return await session.Save(ct);
    }
}

/// <param name="PersonTerm">照所选的起算年份，本人将不得申报的期间。</param>
/// <param name="EmployerTerm">若连单位一起记，单位的期间。</param>
/// <param name="FirstYears">可以从哪几年起算；第一个是照计划的。</param>
/// <param name="WhyNot">所填的还有什么不对；没有填过的为空。</param>
/// <param name="MayPlatform">可以列入平台黑名单。</param>
public sealed record FilingIntegrityView(
    Filing Filing, Applicant Applicant, Office Employer, PenaltyTerm PersonTerm, PenaltyTerm EmployerTerm, IReadOnlyList<int> FirstYears,
    IReadOnlyList<IntegrityRecord> Records, Refusal? WhyNot, bool MayPlatform, Moment Now);

/// <summary>认定之前先看清：会记谁、从何时到何时；已经认定过的列出来。填好的先在这里核一遍，再请他确认。</summary>
[Does(Act.BarFromFiling)]
public sealed class ReadFilingIntegrity(TenantSessions sessions)
{
    public async Task<FilingIntegrityView?> Run(FilingId filingId, BarForm? form = null, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var filing = await session.Filing(filingId, ct);
        if (session.WhyNot(Act.BarFromFiling, filing) is not null) return null;

        var dossier = await session.Dossier(filing!, ct);
        var (terms, years) = (dossier.Plan.Terms, PenaltyTerm.FirstYears(dossier.Plan.Year, session.Now.Today));
        var first = form?.FirstYear is { } chosen && years.Contains(chosen) ? chosen : years[0];
        return new FilingIntegrityView(filing!, dossier.Applicant, dossier.Employer,
            new PenaltyTerm(first, PenaltyYears.Person(terms)), new PenaltyTerm(first, PenaltyYears.Employer(terms)), years,
            await session.Db.IntegrityRecords.AsNoTracking().Where(r => r.FilingId == filingId).OrderBy(r => r.DecidedAt).ToListAsync(ct),
            form is null ? null : form.Finding.WhyNot() ?? PenaltyTerm.WhyNotFrom(form.FirstYear ?? first, dossier.Plan.Year, session.Now.Today),
            (await session.OwnOffice(ct))?.Kind == OfficeKind.PrefectureHr, session.Now);
    }
}

/// <summary>解除一条记录，写明理由；记录不删，留着备查。</summary>
[Does(Act.LiftBar)]
public sealed class LiftBar(TenantSessions sessions)
{
    public async Task<Refusal?> Run(IntegrityRecordId id, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.LiftBar, await session.OwnOffice(ct)) is { } refusal) return refusal;
        if (await session.Db.IntegrityRecords.SingleOrDefaultAsync(r => r.Id == id, ct) is not { } record) return new NotFoundHere("条诚信记录");

        return record.Lift(reason, session.Actor, session.Now)
            ?? await session.Save(ct);
    }
}
