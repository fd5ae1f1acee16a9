using Microsoft.EntityFrameworkCore;
using Npgsql;
using TitleReview.App.Calendar;
using TitleReview.App.Integrity;
using TitleReview.App.People;
using TitleReview.App.Plans;
using TitleReview.App.SignIn;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Integrity;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Demo;

/// <summary>演示数据：五个端口，机构、单位、账号齐备；塔城有计划，且每个阶段停着一份申报。</summary>
public sealed class DemoData(TenantSessions sessions, Database database, Accounts accounts, Vault vault, DemoScans scans, DemoPortal portal)
{
    /// <summary>工程系列申报期里的这一天，演示时移到今天：有的系列已截止，有的正在申报。</summary>
    private static readonly DateOnly Anchor = new(2023, 9, 18);

    /// <param name="moveToNow">为真则把通知的日期移到现在；钟被拨到通知当年时为假。</param>
    public async Task Load(bool moveToNow, CancellationToken ct = default)
    {
        var there = (await sessions.Tenants(ct)).Select(t => t.Slug).ToHashSet();
        var missing = DemoPeople.Ports.Where(p => !there.Contains(p.Slug)).ToList();
        await using var platform = await Platform(ct);
        var administered = await platform.Db.Users.AnyAsync(u => u.TenantId == platform.Tenant.Id, ct);
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
            await new DemoPort(session, accounts, passwordHash, vault, scans, portal).Fill(port, moveToNow ? Anchor : null, ct);
            if (await session.Save(ct) is { } failed) throw new InvalidOperationException(failed.Sentence);
        }
    }

    private async Task<TenantSession> Platform(CancellationToken ct) =>
        await sessions.OpenFor((await sessions.TenantsAndPlatform(ct)).Single(t => t.IsPlatform).Id, Actor.System, ct);

    /// <summary>平台管理员：在平台管理自己的那一户里，不属于任何端口。</summary>
    private async Task Administrator(TenantSession session, string passwordHash, CancellationToken ct)
    {
        if (session.WhyNot(Act.LoadDemo) is { } refusal) throw new InvalidOperationException(refusal.Sentence);

        var (loginName, name, role, _) = DemoPeople.Administrator;
        session.Db.Users.Add(accounts.New(session, loginName, name, passwordHash, role, null, null));
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
    private int _serial;

    public async Task Fill(DemoPeople.Port port, DateOnly? anchor, CancellationToken ct)
    {
        var prefecture = Add(Office.HrBureau(NewOffice(), OfficeKind.PrefectureHr, $"{port.Prefecture}人力资源和社会保障局", port.Prefecture, null));
        var counties = port.Counties.Select(c => Add(Office.HrBureau(NewOffice(), OfficeKind.CountyHr, $"{c}人力资源和社会保障局", c, prefecture.Id))).ToList();
        var employer = Employer($"{port.Counties[0]}演示水利工作站", EmployerKind.PublicInstitution, "县水利局", counties[0], approved: true);
        var direct = Employer($"{port.Prefecture}演示水利设计院", EmployerKind.PublicInstitution, "地区水利局", prefecture, approved: true);
        Employer($"{port.Counties[0]}演示建筑工程有限公司", EmployerKind.PrivateEnterprise, "县住房和城乡建设局", counties[0], approved: false);

        User("employer", "陈守田", Role.EmployerAdministrator, employer.Id);
        User("county", "马文英", Role.Officer, counties[0].Id);
        User("prefecture", "叶尔肯·哈力", Role.Officer, prefecture.Id);
        var applicant = Person("applicant", "古丽娜·艾山", employer);
        if (port.Plan is null) return;

        User("employer-direct", "周若兰", Role.EmployerAdministrator, direct.Id);
        var terms = PlanFiles.Read(port.Plan);
        var plan = new Plan(new PlanId(Guid.CreateVersion7()), terms, 1, session.Now);
        if (anchor is { } day) plan.MoveWindows(TimeSpan.FromDays(session.Now.Today.DayNumber - day.DayNumber));
        session.Add(plan);
        session.Add(new PlanEdition(plan, EditionKind.First, null, "{}", "{}", "", session.Actor, session.Now));
        session.Add(Barred(prefecture, plan.Year - 1));
        // Filings refer to plan and offices: they go in first.
        await session.Db.SaveChangesAsync(ct);
        await portal.Fill(session, port.Plan, plan.Terms, prefecture.Id, ct);
        await new DemoStages(session, plan, await session.Calendar(ct), scans, [employer, counties[0], prefecture], [direct, prefecture]).Park(
            name => Person(name.LoginName, name.Name, name.LoginName.Contains("direct") ? direct : employer), applicant, ct);
    }

    private Office Employer(string name, EmployerKind kind, string department, Office receiving, bool approved)
    {
        var office = Office.RegisterEmployer(NewOffice(), new EmployerDetails(name, DemoPeople.CreditCodeOf(++_serial), kind, department), receiving);
        if (approved) office.ApproveRegistration(session.Now);
        return Add(office);
    }

    private Applicant Person(string loginName, string name, Office employer)
    {
        var id = DemoPeople.IdOf(++_serial);
        var applicant = Applicant.Register(new ApplicantId(Guid.CreateVersion7()), employer, name, id,
            vault.Seal(session.Tenant.Id, RegisterApplicant.ResidentIdPurpose, id.Number), vault.Digest(session.Tenant.Id, RegisterApplicant.ResidentIdPurpose, id.Number), $"0901-60000{_serial:00}", session.Now);
        if (loginName != "newcomer") applicant.Confirm();
        session.Add(applicant);
        session.Db.Users.Add(accounts.New(session, loginName, name, passwordHash, Role.Applicant, null, applicant.Id));
        return applicant;
    }

    /// <summary>诚信记录里的一条：虚构的人，上一年度的申报里作假。</summary>
    private IntegrityRecord Barred(Office prefecture, int year) => IntegrityRecord.Bar(new IntegrityRecordId(Guid.CreateVersion7()),
        session.Person(vault, IntegritySubject.Person, "田广成", DemoPeople.IdOf(800)),
        new("提交的论文经检索为他人所作，本人承认。", "《职称评审管理暂行规定》第三十九条，承诺书", "塔地人社职〔演示〕1号", PlatformWide: false),
        year, 5, null, prefecture, new Actor(default, "叶尔肯·哈力", Role.Officer, prefecture.Id), session.Now).Record!;

    private void User(string loginName, string name, Role role, OfficeId office) =>
        session.Db.Users.Add(accounts.New(session, loginName, name, passwordHash, role, office, null));

    private Office Add(Office office)
    {
        session.Add(office);
        return office;
    }

    private static OfficeId NewOffice() => new(Guid.CreateVersion7());
}
