using Microsoft.EntityFrameworkCore;
using System.Text.Json.Nodes;
using Npgsql;
using TitleReview.App.Calendar;
using TitleReview.App.Integrity;
using TitleReview.App.People;
using TitleReview.App.Plans;
using TitleReview.App.Plans.Documents;
using TitleReview.App.SignIn;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Integrity;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Reviews;
using TitleReview.Domain.SignIn;

namespace TitleReview.App.Demo;

/// <summary>演示数据：五个端口各有计划、机构、单位、账号，每个阶段停着一份申报。</summary>
public sealed class DemoData(TenantSessions sessions, Database database, Accounts accounts, Vault vault, DemoScans scans, DemoPortal portal)
{
    /// <param name="moveToNow">为真则把通知的日期移到现在；钟被拨到通知当年时为假。</param>
    public async Task Load(bool moveToNow, CancellationToken ct = default)
    {
        var there = (await sessions.Tenants(ct)).Select(t => t.Slug).ToHashSet();
        var missing = DemoPeople.Ports.Where(p => !there.Contains(p.Slug)).ToList();
        await using var platform = await Platform(ct);
        var administered = await platform.Db.Users.AnyAsync(u => u.TenantId == platform.Tenant.Id, ct);
        await Relax(ct);
        if (missing.Count == 0 && administered) return;

        // One password for all: its slow digest is made once, and only when there is somebody to give it to.
        var passwordHash = accounts.Hash(DemoPeople.Password);
        if (!administered) await Administrator(platform, passwordHash, ct);
        foreach (var port in missing)
        {
            var tenant = new TenantId(Guid.CreateVersion7());
            await AddTenant(tenant, port, ct);
            await using var session = await sessions.OpenFor(tenant, Actor.System, ct);
            if (session.WhyNot(Act.LoadDemo) is { } refusal) throw new InvalidOperationException(refusal.Sentence);

            await session.Begin(ct);
            await new DemoPort(session, accounts, passwordHash, vault, scans, portal).Fill(port, moveToNow, ct);
            if (await session.Save(ct) is { } failed) throw new InvalidOperationException(failed.Sentence);
        }

        await Relax(ct);
    }

    /// <summary>演示账号只凭印出来的密码登录，密码不过期、不锁：演示的端口与平台把这些关掉。真的端口没有这一行，照产品的默认。</summary>
    private async Task Relax(CancellationToken ct)
    {
        foreach (var tenant in (await sessions.TenantsAndPlatform(ct)).Where(t => t.IsPlatform || DemoPeople.Ports.Any(p => p.Slug == t.Slug)))
        {
            await using var session = await sessions.OpenFor(tenant.Id, Actor.System, ct);
            if (session.WhyNot(Act.LoadDemo) is not null || await session.Db.SignInSettings.AnyAsync(ct)) continue;

            session.Add(new SignInSettings(SignInRules.ForDrills, session.Actor, session.Now));
            await session.Save(ct);
        }
    }

    private async Task<TenantSession> Platform(CancellationToken ct) =>
        await sessions.OpenFor((await sessions.TenantsAndPlatform(ct)).Single(t => t.IsPlatform).Id, Actor.System, ct);

    /// <summary>平台管理员：在平台管理自己的那一户里，不属于任何端口。</summary>
    private async Task Administrator(TenantSession session, string passwordHash, CancellationToken ct)
    {
        if (session.WhyNot(Act.LoadDemo) is { } refusal) throw new InvalidOperationException(refusal.Sentence);

        var (loginName, name, _) = DemoPeople.Administrator;
        session.Db.Users.Add(accounts.New(session, loginName, name, passwordHash, Role.PlatformAdministrator, null, null));
        if (await session.Save(ct) is { } failed) throw new InvalidOperationException(failed.Sentence);
    }

    /// <summary>租户由所有者角色添加：运行角色没有这个权利。</summary>
    private async Task AddTenant(TenantId id, DemoPeople.Port port, CancellationToken ct)
    {
        if (Tenant.WhyNotSlug(port.Slug) is { } refusal) throw new InvalidOperationException(refusal.Sentence);

        await using var owner = new NpgsqlConnection(database.OwnerConnection);
        await owner.OpenAsync(ct);
        await using var insert = new NpgsqlCommand("insert into tenants (id, slug, code, name) values ($1, $2, $3, $4)", owner)
        { Parameters = { new() { Value = id.Value }, new() { Value = port.Slug }, new() { Value = port.Code }, new() { Value = port.Name } } };
        await insert.ExecuteNonQueryAsync(ct);
    }
}

/// <summary>一个端口的机构、单位、人员。</summary>
internal sealed class DemoPort(TenantSession session, Accounts accounts, string passwordHash, Vault vault, DemoScans scans, DemoPortal portal)
{
    // 号码各端口错开：同一个号码在两个端口，就成了一个人报两处（KZ-04）。
    private int _serial;

    private readonly Dictionary<string, Office> _offices = [];

    public async Task Fill(DemoPeople.Port port, bool moveToNow, CancellationToken ct)
    {
        _serial = DemoPeople.Ports.TakeWhile(p => p.Slug != port.Slug).Count() * 100;
        foreach (var desk in port.Desks)
            Add(desk.Login, desk.Officer, Role.Officer, Office.HrBureau(NewOffice(), desk.Kind, desk.Name, desk.Place, desk.Under is { } under ? _offices[under].Id : null));
        foreach (var desk in port.Desks.Where(d => d.Second is not null))
            session.Db.Users.Add(accounts.New(session, $"{desk.Login}-second", desk.Second!, passwordHash, Role.Officer, _offices[desk.Login].Id, null));
        foreach (var employer in port.Employers) Add(employer);
        foreach (var main in _offices.Values.Where(o => o.IsBranch).Select(o => o.ReportsTo).Distinct().ToList()) _offices.Values.Single(o => o.Id == main).SetReviewsBranches(true);
        if (port.Slug == DemoPeople.TwoStep.Port) AddTwoStep(port);
        if (port.Slug == "tacheng") AddColleagues();

        var days = moveToNow ? session.Now.Today.DayNumber - port.Anchor.DayNumber : 0;
        var plan = Plan(port, days);
        if (port.Slug == "tacheng") session.Add(Barred(_offices[port.Desks[0].Login], plan.Year - 1));
        // Filings refer to plan and offices: they go in first.
        await session.Flush(ct);
        await portal.Fill(session, port.Plan, plan.Terms, _offices[port.Desks[0].Login].Id, ct);
        var stages = new DemoStages(session, plan, port, await session.Calendar(ct), scans, _offices);
        foreach (var person in port.People) await stages.Park(person, Register(person), ct);
        await new DemoFees(session, port, scans).Fill(ct);
        await Assign(port, ct);
        await new DemoCommittees(session, port, plan, vault, accounts, passwordHash, _offices[port.Desks[0].Login].Id).Fill(ct);
        await new DemoResults(session, port, plan, _offices).Fill(ct);
        await new DemoDefence(session, port, plan, accounts, passwordHash).Fill(ct);
        await Divide(port, ct);
        foreach (var draft in Drafts(port, plan, days)) session.Add(draft);
    }

    /// <summary>一位评审专家，形式审核通过的那一份已经送给他（她）。</summary>
    private async Task Assign(DemoPeople.Port port, CancellationToken ct)
    {
        var expert = accounts.New(session, DemoPeople.ExpertLogin, port.Expert, passwordHash, Role.Expert, null, null);
        session.Db.Users.Add(expert);
        await session.Flush(ct);
        var passed = await session.Db.Users.Where(u => u.UserName == Accounts.FullName(DemoPeople.Stages.Passed, port.Slug)).Select(u => u.ApplicantId).SingleAsync(ct);
        // 钟拨到通知以外的年份时，演示的那一份走不到形式审核通过（公示要那一年的日历），就没有可送的。
        var filing = await session.Db.Filings.Where(f => f.ApplicantId == passed && f.Status == FilingStatus.FormalityPassed).Select(f => f.Id).SingleOrDefaultAsync(ct);
        if (filing == default) return;

        session.Add(new ReviewCase(filing, CaseCode.New()));
        session.Add(new ReviewAssignment(filing, new UserId(expert.Id), session.Actor, session.Now));
    }

    /// <summary>有两位审核人员的机构：等着审核的轮着派好，从登录表里的那一位起，待办里看得到分工。</summary>
    private async Task Divide(DemoPeople.Port port, CancellationToken ct)
    {
        var listed = port.Desks.Select(d => Accounts.FullName(d.Login, port.Slug)).ToList();
        var officers = await session.Db.Users.AsNoTracking().Where(u => u.TenantId == session.Tenant.Id && u.Role == Role.Officer && u.OfficeId != null).OrderBy(u => !listed.Contains(u.UserName!)).ThenBy(u => u.UserName).ToListAsync(ct);
        var waiting = await session.Db.Filings.Where(f => f.CurrentOfficeId != null).OrderBy(f => f.Number).Select(f => new { f.Id, f.CurrentOfficeId }).ToListAsync(ct);
        foreach (var office in officers.GroupBy(u => u.OfficeId!.Value).Where(g => g.Count() > 1))
            foreach (var (filing, at) in waiting.Where(f => f.CurrentOfficeId == office.Key).Select((f, at) => (f.Id, at)))
            {
                var assignment = new DeskAssignment(filing, office.Key);
                assignment.To(new UserId(office.ElementAt(at % office.Count()).Id), session.Actor, session.Now);
                session.Add(assignment);
            }
    }

    /// <summary>没有编完的计划，供试着编：塔城照今年的编明年的，阿克苏刚贴上通知、一条建议也没有采用。</summary>
    private IEnumerable<PlanDraft> Drafts(DemoPeople.Port port, Plan plan, int days)
    {
        var officer = new Actor(default, port.Desks[0].Officer ?? "", Role.Officer, _offices[port.Desks[0].Login].Id);
        if (port.Slug == "tacheng")
        {
            var (next, notice) = Moved(port, days + 365);
            PlanPath.Put(next, "title", plan.Terms.Title.Replace($"{plan.Year}", $"{plan.Year + 1}", StringComparison.Ordinal));
            PlanPath.Put(next, "year", plan.Year + 1);
            PlanPath.Put(next, "summary.minLength", 1500);
            yield return new PlanDraft(new(Guid.CreateVersion7()), PlanFile.Store(next), notice, null, plan.Id, officer, session.Now);
        }
        else if (port.Slug == "aksu")
        {
            yield return new PlanDraft(new(Guid.CreateVersion7()), PlanFile.Store([]), PlanFiles.Notice(port.Plan), null, null, officer, session.Now);
        }
    }

    private Plan Plan(DemoPeople.Port port, int days)
    {
        var (document, notice) = Moved(port, days);
        var terms = PlanFile.Understand(new PlanLayers([], document).Merged).Terms!;
        var plan = new Plan(new PlanId(Guid.CreateVersion7()), terms, 1, session.Now, _offices[port.Desks[0].Login].Id);
        session.Add(plan);
        session.Add(new PlanEdition(plan, EditionKind.First, null, PlanFile.Store(document), "{}", notice, session.Actor, session.Now));
        return plan;
    }

    /// <summary>通知的日期连同来源文件一起移，约定与文件对得上。</summary>
    private static (JsonObject Document, string NoticeText) Moved(DemoPeople.Port port, int days)
    {
        var (document, notice) = PlanFiles.ReadDocument(port.Plan);
        DemoFees.Accounts(document, port);
        return ((JsonObject)PlanForm.Shift(document, PlanShape.Plan, days)!, notice);
    }

    private void Add(DemoPeople.Employer employer)
    {
        var details = new EmployerDetails(employer.Name, _offices[employer.Under].Kind == OfficeKind.Employer ? null : DemoPeople.CreditCodeOf(++_serial), employer.Kind, employer.Department);
        var office = Office.RegisterEmployer(NewOffice(), details, _offices[employer.Under]);
        if (employer.Administrator is not null) office.ApproveRegistration(session.Now);
        office.KeepReportDesk("人事科", $"0901-6000{_serial:000}");
        Add(employer.Login, employer.Administrator, Role.EmployerAdministrator, office);
    }

    private void Add(string login, string? name, Role role, Office office)
    {
        session.Add(_offices[login] = office);
        if (name is not null) session.Db.Users.Add(accounts.New(session, login, name, passwordHash, role, office.Id, null));
    }

    /// <summary>单位里一位刚邀请、还没有激活的；县里一位下月离岗，已请同事代办。</summary>
    private void AddColleagues()
    {
        session.Db.Users.Add(accounts.Invite(session, "努尔兰·别克", "0901-6000901", null, Role.EmployerAdministrator, _offices["employer"].Id, null));
        var county = session.Db.Users.Local.Where(u => u.UserName is "county@tacheng" or "county-second@tacheng").OrderBy(u => u.UserName!.Length).ToList();
        if (county is not [var away, var deputy, ..]) return;

        var form = new DeputationForm { From = session.Now.Today.AddDays(30), To = session.Now.Today.AddDays(40) };
        session.Add(Deputation.Appoint(new DeputationId(Guid.CreateVersion7()), form, (new UserId(deputy.Id), deputy.DisplayName), new Actor(new UserId(away.Id), away.DisplayName, Role.Officer, away.OfficeId), session.Now).Deputation!);
    }

    /// <summary>一位设了动态码的审核人员，密钥印在登录表里，供试两步登录。</summary>
    private void AddTwoStep(DemoPeople.Port port)
    {
        var user = accounts.New(session, DemoPeople.TwoStep.LoginName, DemoPeople.TwoStep.Name, passwordHash, Role.Officer, _offices[port.Desks[0].Login].Id, null);
        user.TwoFactorEnabled = true;
        session.Db.Users.Add(user);
        var factor = new SecondFactor(new UserId(user.Id), session.Sealed(vault, DemoPeople.TwoStepSecret), session.Now);
        factor.Confirm(DemoPeople.TwoStepSecret, Totp.Code(DemoPeople.TwoStepSecret, 1), new Moment(DateTimeOffset.FromUnixTimeSeconds(30)));
        session.Add(factor);
    }

    private Applicant Register(DemoPeople.Person person)
    {
        var id = DemoPeople.IdOf(++_serial);
        var applicant = Applicant.Register(new ApplicantId(Guid.CreateVersion7()), _offices[person.Employer], person.Name, id,
            vault.Seal(session.Tenant.Id, RegisterApplicant.ResidentIdPurpose, id.Number), vault.Digest(session.Tenant.Id, RegisterApplicant.ResidentIdPurpose, id.Number), $"0901-6000{_serial:000}", session.Now);
        if (person.Stage != DemoPeople.Stages.New) applicant.Confirm();
        session.Add(applicant);
        session.Db.Users.Add(accounts.New(session, person.Login, person.Name, passwordHash, Role.Applicant, null, applicant.Id));
        return applicant;
    }

    /// <summary>诚信记录里的一条：虚构的人，上一年度的申报里作假。</summary>
    private IntegrityRecord Barred(Office prefecture, int year) => IntegrityRecord.Bar(new IntegrityRecordId(Guid.CreateVersion7()),
        session.Person(vault, IntegritySubject.Person, "田广成", DemoPeople.IdOf(800)),
        new("提交的论文经检索为他人所作，本人承认。", "《职称评审管理暂行规定》，承诺书", "塔地人社职〔演示〕1号", PlatformWide: false),
        PenaltyTerm.After(year, 5), null, prefecture, new Actor(default, "叶尔肯·哈力", Role.Officer, prefecture.Id), session.Now).Record!;

    private static OfficeId NewOffice() => new(Guid.CreateVersion7());
}
