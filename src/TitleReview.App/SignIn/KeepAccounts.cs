using Microsoft.EntityFrameworkCore;
using TitleReview.App.People;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.SignIn;

namespace TitleReview.App.SignIn;

/// <param name="Mine">就是这一次。</param>
public sealed record SignInItem(Guid Id, string Device, string Address, DateTimeOffset At, DateTimeOffset LastSeenAt, bool Mine);

public sealed record OwnSecurity(IReadOnlyList<SignInItem> SignIns, bool FactorReady, int CodesLeft, DateTimeOffset PasswordSetAt, DateTimeOffset? PasswordEnds);

/// <summary>我的账号安不安全：在哪里登录着，动态码设了没有，密码何时到期。</summary>
[Does(Act.KeepOwnSignIns)]
public sealed class ReadOwnSecurity(TenantSessions sessions, ICurrentUser current)
{
    private const int AtMost = 20;

    public async Task<OwnSecurity?> Run(CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.KeepOwnSignIns) is not null) return null;

        var mine = (await current.Read())?.SignIn;
        var (factor, user, terms) = (await session.Factor(session.Actor.UserId, ct), await session.Db.Users.AsNoTracking().SingleAsync(u => u.Id == session.Actor.UserId.Value, ct), await session.SignInTerms(ct));
        // 离开太久、凭证已过期的，不再算登录着。
        var since = session.Now.Instant - terms.Idle(session.Actor.Role);
        var open = await session.Db.SignIns.AsNoTracking().Where(s => s.UserId == session.Actor.UserId && s.EndedAt == null && (s.Id == mine || s.LastSeenAt > since)).OrderByDescending(s => s.LastSeenAt).Take(AtMost).ToListAsync(ct);
        var days = session.Actor.Role == Role.Applicant ? terms.ApplicantPasswordDays : terms.StaffPasswordDays;
        return new([.. open.Select(s => new SignInItem(s.Id, s.Device, s.Address, s.At, s.LastSeenAt, s.Id == mine))], factor?.Ready == true, factor?.RecoveryDigests.Count ?? 0,
            user.PasswordSetAt, days > 0 ? user.PasswordSetAt.AddDays(days) : null);
    }
}

/// <summary>结束登录：别处的、或就是这一次（退出）。</summary>
[Does(Act.KeepOwnSignIns)]
public sealed class EndSignIns(TenantSessions sessions, ICurrentUser current)
{
    /// <param name="others">为真结束别处的；为假结束这一次。</param>
    public async Task<Refusal?> Run(bool others, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.KeepOwnSignIns) is { } refusal) return refusal;

        var mine = (await current.Read())?.SignIn;
        foreach (var record in await session.Db.SignIns.Where(s => s.UserId == session.Actor.UserId && s.EndedAt == null && (others ? s.Id != mine : s.Id == mine)).ToListAsync(ct)) record.End(session.Now);
        session.Note(others ? "结束其他登录" : "退出");
        return await session.Save(ct);
    }
}

/// <summary>重新生成备用码，旧的作废。</summary>
[Does(Act.KeepOwnSignIns)]
public sealed class RenewRecoveryCodes(TenantSessions sessions)
{
    public async Task<(IReadOnlyList<string> Codes, Refusal? Refusal)> Run(CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.KeepOwnSignIns) is { } refusal) return ([], refusal);
        if (await session.Factor(session.Actor.UserId, ct) is not { Ready: true } factor) return ([], new NotFoundHere("个动态码"));

        var codes = factor.NewRecoveryCodes();
        session.Note("重新生成备用码");
        return await session.Save(ct) is { } failed ? ([], failed) : (codes, null);
    }
}

/// <param name="LoginName">还没有激活的没有。</param>
/// <param name="SignedInAt">最近一次登录；没有登录过的为空。</param>
/// <param name="Locked">输错太多锁着，到这时为止。</param>
public sealed record AccountItem(Guid Id, string Name, string? LoginName, Role Role, string Office, DateTimeOffset? SignedInAt, bool FactorReady, DateTimeOffset? DormantAt, DateTimeOffset? Locked, bool Disabled);

/// <summary>归我管的账号：同机构的别人，向本机构呈报的机构的，本单位的人员；组织评审的机构还管专家的。</summary>
[Does(Act.ReadAccounts)]
public sealed class ReadAccounts(TenantSessions sessions)
{
    private const int AtMost = 200;

    public async Task<IReadOnlyList<AccountItem>?> Run(string? search = null, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadAccounts) is not null || session.Actor.OfficeId is not { } mine) return null;

        var below = await session.Db.Offices.AsNoTracking().Where(o => o.ReportsTo == mine || o.Id == mine).Select(o => new { o.Id, o.Name }).ToListAsync(ct);
        var (offices, self) = (below.Select(o => (OfficeId?)o.Id).ToList(), session.Actor.UserId.Value);
        var people = session.Actor.Role == Role.EmployerAdministrator ? await session.Db.Applicants.Where(a => a.EmployerId == mine).Select(a => (ApplicantId?)a.Id).ToListAsync(ct) : [];
        var users = session.Db.Users.AsNoTracking().Where(u => u.TenantId == session.Tenant.Id && u.Id != self
            && ((u.OfficeId != null && offices.Contains(u.OfficeId)) || (u.ApplicantId != null && people.Contains(u.ApplicantId)) || (session.Actor.AtTop && (u.Role == Role.Expert || u.Role == Role.Observer))));
        if (search.Sought() is { Length: > 0 } text) users = users.Where(u => u.DisplayName.Contains(text) || u.UserName!.Contains(text));
        var page = await users.OrderBy(u => u.DormantAt == null).ThenBy(u => u.DisplayName).Take(AtMost).ToListAsync(ct);
        var ids = page.Select(u => new UserId(u.Id)).ToList();
        var ready = await session.Db.SecondFactors.Where(f => ids.Contains(f.UserId) && f.ConfirmedAt != null).Select(f => f.UserId).ToListAsync(ct);
        var signedIn = await session.Db.SignIns.Where(s => ids.Contains(s.UserId)).GroupBy(s => s.UserId).Select(g => new { g.Key, At = g.Max(s => s.At) }).ToDictionaryAsync(g => g.Key, g => (DateTimeOffset?)g.At, ct);
        return [.. page.Select(u => new AccountItem(u.Id, u.DisplayName, u.PasswordHash is null ? null : u.UserName, u.Role, below.FirstOrDefault(o => o.Id == u.OfficeId)?.Name ?? "", signedIn.GetValueOrDefault(new UserId(u.Id)),
            ready.Contains(new UserId(u.Id)), u.DormantAt, u.LockoutEnd > session.RealNow ? u.LockoutEnd : null, u.Disabled))];
    }
}

public enum AccountHelp { Unlock, ResetFactor }

/// <summary>帮人解锁、重置动态码：同机构的另一位，或上级机构；自己不能帮自己。重置之后他的登录全部失效，下次登录重新设。</summary>
[Does(Act.KeepAccount)]
public sealed class HelpAccount(TenantSessions sessions)
{
    public async Task<Refusal?> Run(UserId id, AccountHelp help, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var (user, office, employer) = await session.Account(id, ct);
        if (session.WhyNot(Act.KeepAccount, user, office, employer) is { } refusal) return refusal;
        if (reason.Plain() is not { Length: > 0 and <= 200 } why) return new ReasonForTheRecord(help == AccountHelp.Unlock ? "解锁账号" : "重置动态码");

        if (help == AccountHelp.Unlock)
        {
            if (user!.DormantAt is null && !(user.LockoutEnd > session.RealNow)) return new AccountNotLocked(user.DisplayName);
            (user.DormantAt, user.LastUsedAt, user.LockoutEnd, user.AccessFailedCount) = (null, session.Now.Instant, null, 0);
        }
        else
        {
            if (await session.Factor(id, ct) is not { } factor) return new NoSecondFactor(user!.DisplayName);
            session.Db.SecondFactors.Remove(factor);
            (user!.TwoFactorEnabled, user.SecurityStamp) = (false, Guid.NewGuid().ToString("N"));
        }

        session.Note($"{(help == AccountHelp.Unlock ? "解锁账号" : "重置动态码")}：{user.UserName}。理由：{why}");
        session.Tell(user, help == AccountHelp.Unlock ? "解锁账号" : "重置动态码");
        return await session.Save(ct);
    }
}

/// <summary>一次解开许多个久未登录而锁上的：同机构的、下级机构的；一个不归自己管，就一个都不解。</summary>
[Does(Act.KeepAccount)]
public sealed class UnlockAccounts(TenantSessions sessions)
{
    public const int AtMost = 200;

    public async Task<(int Unlocked, Refusal? Refusal)> Run(IReadOnlyCollection<Guid> ids, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (ids.Count is 0 or > AtMost) return (0, new NothingChosen(AtMost));

        List<AppUser> users = [];
        foreach (var id in ids.Distinct())
        {
            var (user, office, employer) = await session.Account(new UserId(id), ct);
            if (session.WhyNot(Act.KeepAccount, user, office, employer) is { } refusal) return (0, refusal);
            if (user!.DormantAt is not null) users.Add(user);
        }

        if (reason.Plain() is not { Length: > 0 and <= 200 } why) return (0, new ReasonForTheRecord("解锁账号"));
        foreach (var user in users)
        {
            (user.DormantAt, user.LastUsedAt) = (null, session.Now.Instant);
            session.Tell(user, "解锁账号");
        }

        session.Note($"解锁 {users.Count} 个账号。理由：{why}");
        return await session.Save(ct) is { } failed ? (0, failed) : (users.Count, null);
    }
}

/// <summary>许久没有登录的工作人员账号锁上；由机构的人解开。申报人的不锁（security.md §4：人员账号）。</summary>
[Does(Act.LockDormant)]
public sealed class LockDormant(TenantSessions sessions)
{
    /// <returns>锁上了几个。</returns>
    public async Task<int> Run(TenantId tenant, CancellationToken ct = default)
    {
        await using var session = await sessions.OpenFor(tenant, Actor.System, ct);
        if (session.WhyNot(Act.LockDormant) is not null || (await session.SignInTerms(ct)).DormantDays is not (> 0 and var days)) return 0;

        var before = session.Now.Instant.AddDays(-days);
        var stale = await session.Db.Users.Where(u => u.TenantId == tenant && u.DormantAt == null && u.Role != Role.Applicant && !u.Disabled && u.PasswordHash != null && u.LastUsedAt <= before).Take(500).ToListAsync(ct);
        foreach (var user in stale) user.DormantAt = session.Now.Instant;
        return await session.Save(ct) is null ? stale.Count : 0;
    }
}

public sealed record NothingChosen(int Most) : Refusal($"请先勾选要解锁的账号，一次最多 {Most} 个。");
public sealed record AccountNotLocked(string Name) : Refusal($"{Name}的账号没有锁上，不用解锁。");
public sealed record NoSecondFactor(string Name) : Refusal($"{Name}还没有设动态码，不用重置。");
