using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TitleReview.App.People.Imports;
using TitleReview.App.SignIn;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.People;

public enum ColleagueState { Active, Invited, Ended }

/// <param name="Unvouched">凭本机构的人当面给的链接激活的，还没有别人确认过。</param>
public sealed record Colleague(Guid Id, string Name, string LoginName, ColleagueState State, DateTimeOffset? InvitedAt, DateTimeOffset? EndedAt, string? EndedBy, bool Me, bool HasMail, bool Unvouched);

/// <summary>向本机构呈报的一个机构，几位在用、几位等激活、几位等确认。</summary>
public sealed record OfficeBelow(Guid Id, string Name, OfficeKind Kind, int Active, int Invited, int Unvouched);

public sealed record OfficesBelow(IReadOnlyList<OfficeBelow> Rows, int Found, int Page, int Pages, bool Any);

/// <param name="Own">就是本机构；看下级机构的为假。</param>
/// <param name="Below">向本机构呈报的，可以替它邀请；没有人的在前。</param>
public sealed record ColleaguesView(Guid OfficeId, string Office, bool Own, IReadOnlyList<Colleague> People, OfficesBelow Below, IReadOnlyList<Deputation> Deputations, Guid? ActingAs, IReadOnlyList<Handover> Handovers, IReadOnlyList<OpenWork> Work, UserId Me, Moment Now, bool MayAct);

/// <summary>同一个机构的几位：在用的、邀请了还没有激活的、结束的；以及代办与交接。</summary>
[Does(Act.ReadColleagues)]
public sealed class ReadColleagues(TenantSessions sessions)
{
    private const int AtMost = 200, Recent = 20, PageSize = 30;

    /// <param name="of">向本机构呈报的机构；空为本机构。</param>
    /// <param name="search">在向本机构呈报的里找名称。</param>
    public async Task<ColleaguesView?> Run(OfficeId? of = null, string? search = null, int page = 1, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadColleagues) is not null || session.Actor.OfficeId is not { } mine) return null;
        if (await session.Db.Offices.AsNoTracking().SingleOrDefaultAsync(o => o.Id == (of ?? mine) && (o.Id == mine || o.ReportsTo == mine), ct) is not { } office) return null;

        var me = session.Actor.UserId;
        var people = await session.Db.Users.AsNoTracking().Where(u => u.TenantId == session.Tenant.Id && u.OfficeId == office.Id).OrderBy(u => u.Disabled).ThenBy(u => u.DisplayName).Take(AtMost).ToListAsync(ct);
        List<Colleague> colleagues = [.. people.Select(u => new Colleague(u.Id, u.DisplayName, u.PasswordHash is null ? "" : u.UserName!, u.Disabled ? ColleagueState.Ended : u.PasswordHash is null ? ColleagueState.Invited : ColleagueState.Active, u.InvitedAt, u.EndedAt, u.EndedBy, u.Id == me.Value, u.Email is not null, u is { Active: true, HandedBy: not null }))];
        if (office.Id != mine) return new(office.Id.Value, office.Name, false, colleagues, new([], 0, 1, 1, false), [], null, [], [], me, session.Now, true);

        var deputations = await session.Db.Deputations.AsNoTracking().Where(d => d.OfficeId == mine).OrderByDescending(d => d.From).Take(Recent).ToListAsync(ct);
        return new(office.Id.Value, office.Name, true, colleagues, await Below(session, mine, search, page, ct), deputations, session.Actor.For?.UserId.Value,
            await session.Db.Handovers.AsNoTracking().Where(h => h.FromId == me || h.ToId == me).OrderByDescending(h => h.OfferedAt).Take(Recent).ToListAsync(ct),
            await session.OpenWork(office, ct), me, session.Now, session.Actor.For is null);
    }

    private static async Task<OfficesBelow> Below(TenantSession session, OfficeId mine, string? search, int page, CancellationToken ct)
    {
        var all = session.Db.Offices.AsNoTracking().Where(o => o.ReportsTo == mine);
        var wanted = search.Sought() is { Length: > 0 } text ? all.Where(o => o.Name.Contains(text)) : all;
        var found = await wanted.CountAsync(ct);
        var pages = Math.Max(1, (found + PageSize - 1) / PageSize);
        var at = Math.Clamp(page, 1, pages);
        var users = session.Db.Users.Where(u => u.TenantId == session.Tenant.Id && !u.Disabled);
        var rows = await wanted.Select(o => new
            {
                o.Id, o.Name, o.Kind,
                Active = users.Count(u => u.OfficeId == o.Id && u.PasswordHash != null),
                Invited = users.Count(u => u.OfficeId == o.Id && u.PasswordHash == null),
                Unvouched = users.Count(u => u.OfficeId == o.Id && u.PasswordHash != null && u.HandedBy != null),
            })
            .OrderBy(o => o.Active == 0 ? 0 : o.Unvouched > 0 ? 1 : 2).ThenBy(o => o.Name).ThenBy(o => o.Id).Skip((at - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        return new([.. rows.Select(r => new OfficeBelow(r.Id.Value, r.Name, r.Kind, r.Active, r.Invited, r.Unvouched))], found, at, pages, found > 0 || await all.AnyAsync(ct));
    }
}

public sealed record InviteForm
{
    public Guid? Office { get; set; }
    public string Name { get; set; } = "";
    public string Phone { get; set; } = "";
    public string Email { get; set; } = "";
}

/// <summary>邀请一位同事：一个单位可以有几位管理员；下级机构没有人了，上级替它邀请。密码由本人激活时自己设。</summary>
[Does(Act.InviteColleague)]
public sealed class InviteColleague(TenantSessions sessions, Accounts accounts, Invitations invitations)
{
    /// <returns>要由邀请的人转交的激活链接，只在这时给看；只发邮件的为空。</returns>
    public async Task<(string? Link, Refusal? Refusal)> Run(InviteForm form, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var wanted = form.Office is { } given ? new OfficeId(given) : session.Actor.OfficeId;
        var office = await session.Db.Offices.SingleOrDefaultAsync(o => o.Id == wanted, ct);
        if (session.WhyNot(Act.InviteColleague, office) is { } refusal) return (null, refusal);
        if (office!.WhyNotTakeStaff() is { } closed && office.Id != session.Actor.OfficeId) return (null, closed);

        List<FieldError> errors = [];
        if (Validation.PersonName(form.Name) is { } name) errors.Add(new(nameof(form.Name), name));
        if (Validation.Phone(form.Phone.Trim()) is { } phone) errors.Add(new(nameof(form.Phone), phone));
        if (ImportedSheets.Mail(form.Email.Trim()) is { } mail) errors.Add(new(nameof(form.Email), mail));
        if (errors.Count == 0 && await session.MailOfAnother(form.Email, office.Id, ct)) errors.Add(new(nameof(form.Email), "这个邮箱是已有的一位的，链接会发到他那里。请填被邀请的人自己的邮箱；没有的留空。"));
        if (errors.Count > 0) return (null, new InvalidInput(errors));

        var user = accounts.Invite(session, form.Name.Trim(), form.Phone.Trim(), form.Email.Trim() is { Length: > 0 } address ? address : null, office.Kind == OfficeKind.Employer ? Role.EmployerAdministrator : Role.Officer, office.Id, null);
        session.Db.Users.Add(user);
        var link = await invitations.Give(session, user, ct);
        session.Note($"邀请{user.DisplayName}为“{office.Name}”的{user.Role.Label()}，链接{(link is null ? "只发邮件" : "当面转交")}");
        return await session.Save(ct) is { } failed ? (null, failed) : (link, null);
    }
}

/// <summary>再给一次激活的链接：旧的作废；有邮箱的再发一封。看链接的是谁，留审计。</summary>
[Does(Act.InviteToAccount)]
public sealed class OpenInvitation(TenantSessions sessions, Invitations invitations)
{
    public async Task<(string? Link, Refusal? Refusal)> Run(UserId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var (user, office, employer) = await session.Account(id, ct);
        if (session.WhyNot(Act.InviteToAccount, user, office, employer) is { } refusal) return (null, refusal);
        if (user!.Disabled || user.PasswordHash is not null) return (null, new AlreadyActive(user.DisplayName));

        user.InvitedAt = session.Now.Instant;
        var link = await invitations.Give(session, user, ct);
        session.Note($"{(link is null ? "再发激活的邮件" : "给出激活链接")}：{user.DisplayName}");
        return await session.Save(ct) is { } failed ? (null, failed) : (link, null);
    }
}

/// <summary>确认一个凭当面给的链接激活的账号确是另一个人：由没有给过他链接的另一位，或上级机构的人。</summary>
[Does(Act.VouchAccount)]
public sealed class VouchAccount(TenantSessions sessions)
{
    public async Task<Refusal?> Run(UserId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var (user, office, _) = await session.Account(id, ct);
        if (session.WhyNot(Act.VouchAccount, user, office, null) is { } refusal) return refusal;
        if (user is not { Active: true, HandedBy: { } by }) return new NothingToVouch(user!.DisplayName);
        if (by == session.Actor.UserId) return new OwnInvitation(user.DisplayName);
        if (session.Actor.Unvouched.Contains(session.Actor.UserId)) return new NotVouchedYet(Own: true);

        user.HandedBy = null;
        session.Note($"确认账号是另一个人：{user.DisplayName}（{office!.Name}）");
        session.Tell(user, "确认账号");
        return await session.Save(ct);
    }
}

/// <summary>结束一个账号：当即退出，不再能登录；他签过的还在他名下。最后一位在用的不能结束。</summary>
[Does(Act.EndAccount)]
public sealed class EndAccount(TenantSessions sessions)
{
    public async Task<Refusal?> Run(UserId id, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var (user, office, _) = await session.Account(id, ct);
        if (session.WhyNot(Act.EndAccount, user, office, null) is { } refusal) return refusal;
        if (reason.Plain() is not { Length: > 0 and <= 200 } why) return new ReasonForTheRecord("结束账号");

        // Two who end each other at the same moment: one after the other, so that somebody stays.
        await session.AloneInOffice(office!.Id, ct);
        await session.Db.Entry(user!).ReloadAsync(ct);
        if (user!.Disabled) return new AlreadyEnded(user.DisplayName);
        if (user.Active && !await session.OthersActive(office.Id, user.Id, ct)) return new LastAdministrator(office.Name);

        await session.EndAccount(user, ct);
        session.Note($"结束账号：{user.DisplayName}（{office.Name}）。理由：{why}");
        return await session.Save(ct);
    }
}

internal static class Accounting
{
    /// <summary>这个邮箱已经是办的人自己的，或那个机构里另一位的：发去的链接还是到他手里。</summary>
    public static Task<bool> MailOfAnother(this TenantSession session, string email, OfficeId office, CancellationToken ct)
    {
        var (mail, me) = (email.Trim().ToUpperInvariant(), session.Actor.UserId.Value);
        return session.Db.Users.AnyAsync(u => mail.Length > 0 && u.TenantId == session.Tenant.Id && (u.OfficeId == office || u.Id == me) && !u.Disabled && u.NormalizedEmail == mail, ct);
    }

    public static async Task<(AppUser? User, Office? Office, OfficeId? Employer)> Account(this TenantSession session, UserId id, CancellationToken ct)
    {
        var user = await session.Db.Users.SingleOrDefaultAsync(u => u.Id == id.Value && u.TenantId == session.Tenant.Id, ct);
        return (user, user?.OfficeId is { } at ? await session.Db.Offices.AsNoTracking().SingleOrDefaultAsync(o => o.Id == at, ct) : null,
            user?.ApplicantId is { } person ? await session.Db.Applicants.Where(a => a.Id == person).Select(a => (OfficeId?)a.EmployerId).SingleOrDefaultAsync(ct) : null);
    }

    public static async Task AloneInOffice(this TenantSession session, OfficeId office, CancellationToken ct)
    {
        await session.Begin(ct);
        await session.Db.Database.ExecuteSqlAsync($"select 1 from offices where tenant_id = {session.Tenant.Id.Value} and id = {office.Value} for update", ct);
    }

    /// <summary>除他以外，还有没有激活了、没有锁着的。</summary>
    public static Task<bool> OthersActive(this TenantSession session, OfficeId office, Guid besides, CancellationToken ct) =>
        session.Db.Users.AnyAsync(u => u.TenantId == session.Tenant.Id && u.OfficeId == office && u.Id != besides && !u.Disabled && u.PasswordHash != null && u.DormantAt == null, ct);

    /// <summary>账号结束，他的代办、没有接收的交接、登录一并结束。</summary>
    public static async Task EndAccount(this TenantSession session, AppUser user, CancellationToken ct)
    {
        var (id, by) = (new UserId(user.Id), session.Actor.Signature);
        (user.Disabled, user.EndedAt, user.EndedBy, user.InvitedAt, user.SecurityStamp) = (true, session.Now.Instant, by, null, Guid.NewGuid().ToString("N"));
        foreach (var deputation in await session.Db.Deputations.Where(d => d.EndedAt == null && (d.PrincipalId == id || d.DeputyId == id)).ToListAsync(ct)) deputation.EndBy(by, session.Now);
        // 派给他的还给大家：结束了的人，谁的筛选里也没有。
        foreach (var assigned in await session.Assigned(id).ToListAsync(ct))
            if (assigned.AssigneeId == id) session.Db.Remove(assigned);
        foreach (var handover in await session.Db.Handovers.Where(h => h.State == HandoverState.Offered && (h.FromId == id || h.ToId == id)).ToListAsync(ct)) handover.Void(session.Now);
        foreach (var open in await session.Db.SignIns.Where(s => s.UserId == id && s.EndedAt == null).ToListAsync(ct)) open.End(session.Now);
    }
}

public sealed record AlreadyActive(string Name) : Refusal($"{Name}的账号已经激活或结束了，不用链接。忘了密码的，请改用重置。");
public sealed record NothingToVouch(string Name) : Refusal($"{Name}的账号不用确认，请刷新后再看。");
public sealed record OwnInvitation(string Name) : Refusal($"{Name}的激活链接是您给的，要由本机构的另一位、或上级机构的人来确认。");
public sealed record AlreadyEnded(string Name) : Refusal($"{Name}的账号已经结束了。");
