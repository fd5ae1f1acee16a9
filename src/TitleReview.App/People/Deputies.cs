using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Messages;
using TitleReview.Domain.People;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.People;

/// <summary>请同机构的另一位代办：离岗的几天，或长期。</summary>
[Does(Act.KeepDeputies)]
public sealed class AppointDeputy(TenantSessions sessions)
{
    public async Task<Refusal?> Run(DeputationForm form, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.KeepDeputies) is { } refusal) return refusal;

        await session.AloneInOffice(session.Actor.OfficeId!.Value, ct);
        var deputy = await session.Db.Users.AsNoTracking().Where(u => u.Id == form.Deputy && u.TenantId == session.Tenant.Id && u.OfficeId == session.Actor.OfficeId && u.Role == session.Actor.Role && !u.Disabled && u.PasswordHash != null)
            .Select(u => new { u.Id, u.DisplayName }).SingleOrDefaultAsync(ct);
        var (deputation, wrong) = Deputation.Appoint(new DeputationId(Guid.CreateVersion7()), form, deputy is null ? null : (new UserId(deputy.Id), deputy.DisplayName), session.Actor, session.Now);
        if (wrong is not null) return wrong;

        // 一个人同时只请一位；自己正在别人那里代办的，也可以请人，代来的转不出去，因为代办的那一次登录里只认本人这一层。
        if ((await session.Db.Deputations.Where(d => d.PrincipalId == session.Actor.UserId && d.EndedAt == null).ToListAsync(ct)).FirstOrDefault(d => d.Overlaps(deputation!)) is { } same)
            return new DeputationOverlaps(same.DeputyName);

        session.Add(deputation!);
        session.Add(new OutboxEvent(MessageKind.DeputyAppointed, $"deputy/{deputation!.Id.Value}", session.Now, session.Actor.UserId,
            new Dictionary<string, string> { ["经办人"] = session.Actor.Name, ["自"] = $"自{deputation.From.Print()}起", ["至"] = deputation.To is { } to ? $"到{to.Print()}止" : "长期" }).To(user: deputation.DeputyId));
        return await session.Save(ct);
    }
}

/// <summary>提前结束代办：本人回来了，或代的人不代了。</summary>
[Does(Act.KeepDeputies)]
public sealed class EndDeputation(TenantSessions sessions)
{
    public async Task<Refusal?> Run(DeputationId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.KeepDeputies) is { } refusal) return refusal;
        if (await session.Db.Deputations.SingleOrDefaultAsync(d => d.Id == id, ct) is not { } deputation) return new NotFoundHere("项代办");

        return deputation.End(session.Actor, session.Now) ?? await session.Save(ct);
    }
}

/// <summary>这一次登录改为代某人办，或回到本人。用的始终是自己的账号。</summary>
[Does(Act.ActForAnother)]
public sealed class ActForAnother(TenantSessions sessions, ICurrentUser current)
{
    /// <param name="id">空为回到本人。</param>
    public async Task<Refusal?> Run(DeputationId? id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ActForAnother) is { } refusal) return refusal;

        var mine = (await current.Read())?.SignIn;
        if (await session.Db.SignIns.SingleOrDefaultAsync(s => s.Id == mine && s.UserId == session.Actor.UserId, ct) is not { } signIn) return new NotFoundHere("次登录");
        if (id is { } wanted)
        {
            if (await session.Db.Deputations.AsNoTracking().SingleOrDefaultAsync(d => d.Id == wanted && d.DeputyId == session.Actor.UserId, ct) is not { } deputation) return new NotFoundHere("项代办");
            if (!deputation.InForce(session.Now)) return new NotInForce();
            session.Note($"开始代{deputation.PrincipalName}办理");
        }
        else
        {
            session.Note("回到本人");
        }

        signIn.ActFor(id);
        return await session.Save(ct);
    }
}
