using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TitleReview.App.Meetings;
using TitleReview.App.SignIn;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Committees;

/// <summary>抽取的第一步填的：各专业几位、公开数的出处与时刻。</summary>
public sealed record DrawForm
{
    /// <summary>与 <see cref="Members"/>、<see cref="Alternates"/> 一一对应。</summary>
    public string[]? Specialties { get; set; }

    public string[]? Members { get; set; }
    public string[]? Alternates { get; set; }
    public string? Source { get; set; }
    public DateOnly? Day { get; set; }
    public TimeOnly? Time { get; set; }

    internal (DrawOrder? Order, Refusal? Refusal) Order(DrawGround ground)
    {
        var (names, members, alternates) = (Specialties ?? [], Members ?? [], Alternates ?? []);
        if (members.Length != names.Length || alternates.Length != names.Length || names.Distinct(StringComparer.Ordinal).Count() != names.Length || names.Any(n => !ground.Committee.Has(n)))
            return (null, new InvalidInput("Strata", "请填写各专业抽几位委员、几位候补，没有的填 0。"));
        if (Day is not { } day || Time is not { } time) return (null, new InvalidInput(nameof(Day), "请填写公开数哪一天、几点产生（北京时间）。"));

        return (new DrawOrder([.. names.Select((n, i) => new DrawStratum(n, Number(members[i]), Number(alternates[i])))], Source ?? "", new DateTimeOffset(day.ToDateTime(time), Moment.Beijing)), null);
    }

    /// <summary>空着的是零；不是数的，由名额那一条说出来。</summary>
    private static int Number(string text) => text.Plain().Length == 0 ? 0 : text.WholeNumber() ?? -1;
}

/// <param name="WhyNot">此刻为什么不能开始；能开始为空。</param>
public sealed record DrawFormView(DrawGround Ground, IReadOnlyList<DrawStratum> Strata, CommitteeReadiness Readiness, Refusal? WhyNot);

/// <summary>抽取之前：抽几位的建议、谁因什么排除、齐不齐备。</summary>
[Does(Act.ReadExperts)]
public sealed class ReadDrawForm(TenantSessions sessions)
{
    public async Task<DrawFormView?> Run(CommitteeId id, PlanId planId, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var committee = await session.Committee(id, ct);
        if (session.WhyNot(Act.ReadExperts, committee?.OfficeId, "个评委会") is not null || await session.OwnPlan(planId, ct) is not { } plan) return null;

        var ground = await session.Ground(committee!, plan, ct);
        var readiness = ground.Readiness(ground.Proposal);
        Refusal? whyNot = await session.Db.Draws.AnyAsync(d => d.CommitteeId == id && d.PlanId == planId && (d.State == DrawState.Committed || d.State == DrawState.Drawn), ct) ? new DrawUnderWay()
            : committee!.IsValid(session.Now.Today) ? null : new CommitteeNotValid(committee.Name, committee.ValidFrom, committee.ValidTo);
        return new DrawFormView(ground, ground.Proposal, readiness, whyNot);
    }
}

/// <summary>承诺：排除、冻结名单、封一个密数，公布密数与名单的摘要。此后谁也改不了名单，也还没有人知道会抽出谁。</summary>
[Does(Act.DrawExperts)]
public sealed class CommitDraw(TenantSessions sessions, Vault vault)
{
    public async Task<(DrawId? Id, Refusal? Refusal)> Run(CommitteeId id, PlanId planId, DrawForm form, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var committee = await session.Committee(id, ct);
        if (session.WhyNot(Act.DrawExperts, committee?.OfficeId, "个评委会") is { } refusal) return (null, refusal);
        if (await session.OwnPlan(planId, ct) is not { } plan) return (null, new NotFoundHere("份计划"));

        var before = await session.Db.Draws.AsNoTracking().Where(d => d.CommitteeId == id && d.PlanId == planId).Select(d => new { d.No, d.State }).ToListAsync(ct);
        if (before.Any(d => d.State is DrawState.Committed or DrawState.Drawn)) return (null, new DrawUnderWay());

        var ground = await session.Ground(committee!, plan, ct);
        var (order, unclear) = form.Order(ground);
        if (unclear is not null) return (null, unclear);

        if (await DrawnElsewhere(session, committee!, planId, order!, ct) is { } other) return (null, other);

        var secret = DrawRanking.NewSecret();
        var (draw, wrong) = Draw.Commit(new DrawId(Guid.CreateVersion7()), committee!, plan, before.Count == 0 ? 1 : before.Max(d => d.No) + 1, order!, ground.Candidates(order!.Strata),
            new DrawSecret(secret, vault.SealSecret(session, secret), DrawRanking.NewSecret()), session.Actor, session.Now);
        if (wrong is not null) return (null, wrong);

        session.Add(draw!);
        session.Record(draw!);
        return await session.Save(ct) is { } failed ? (null, failed) : (draw!.Id, null);
    }

    /// <summary>同一批申报别的评委会抽过、还作数：另设一个评委会再抽，也是重抽，要写明理由。</summary>
    private static async Task<Refusal?> DrawnElsewhere(TenantSession session, Committee committee, PlanId plan, DrawOrder order, CancellationToken ct)
    {
        var others = await (from d in session.Db.Draws
                            where d.PlanId == plan && d.CommitteeId != committee.Id && (d.State == DrawState.Committed || d.State == DrawState.Drawn)
                            join c in session.Db.Committees on d.CommitteeId equals c.Id
                            select new { Draw = d, Committee = c }).AsNoTracking().ToListAsync(ct);
        return (from other in others
                where other.Committee.Series == committee.Series && other.Committee.Grades.Intersect(committee.Grades).Any()
                from stratum in other.Draw.Strata
                where stratum.Members > 0 && order.Strata.Any(s => s.Specialty == stratum.Specialty && s.Members > 0)
                select new DrawnByOther(stratum.Specialty, other.Committee.Name)).FirstOrDefault();
    }
}

/// <summary>公开数产生了：启封密数，抽出。计划要求纪检到场的，写明谁在场（KZ-15）。</summary>
[Does(Act.DrawExperts)]
public sealed class RevealDraw(TenantSessions sessions, Vault vault)
{
    public async Task<Refusal?> Run(DrawId id, string? publicValue, string? witness, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var (draw, committee) = await session.Draw(id, ct);
        if (session.WhyNot(Act.DrawExperts, committee?.OfficeId, "次抽取") is { } refusal) return refusal;
        if (await session.OwnPlan(draw!.PlanId, ct) is not { } plan) return new NotFoundHere("次抽取");
        if (!draw.IsLive || draw.State == DrawState.Drawn) return new DrawOver();
        // Too early is said before the secret is opened: until then it is nowhere in clear, not even in this process.
        if (session.Now.Instant < draw.KnownAt) return new TooEarlyToDraw(draw.KnownAt);
        if (vault.OpenSecret(session, draw) is not { } secret) return new DrawTampered();

        if (draw.Reveal(secret, publicValue, witness, plan.Terms.Committee, session.Actor, session.Now) is { } wrong) return wrong;
        session.Record(draw);
        return await session.Save(ct);
    }
}

/// <summary>一位委员来不了：同专业的下一位候补顶上；已经召集、还没有开的评审会，席位照着换。</summary>
[Does(Act.DrawExperts)]
public sealed class SubstituteMember(TenantSessions sessions)
{
    public async Task<Refusal?> Run(DrawId id, string? code, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var (draw, committee) = await session.Draw(id, ct);
        if (session.WhyNot(Act.DrawExperts, committee?.OfficeId, "次抽取") is { } refusal) return refusal;
        if (await session.OwnPlan(draw!.PlanId, ct) is null) return new NotFoundHere("次抽取");

        if (draw.Substitute(code, reason, session.Actor, session.Now) is { } wrong) return wrong;
        if (await session.Reseat(draw, ct) is { } sits) return sits;
        session.Record(draw);
        return await session.Save(ct);
    }
}

/// <summary>作废没有抽的，或重抽已经抽出的：都要理由，都留着；作废的也公开密数。</summary>
[Does(Act.DrawExperts)]
public sealed class AbandonDraw(TenantSessions sessions, Vault vault)
{
    public async Task<Refusal?> Run(DrawId id, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var (draw, committee) = await session.Draw(id, ct);
        if (session.WhyNot(Act.DrawExperts, committee?.OfficeId, "次抽取") is { } refusal) return refusal;
        if (await session.OwnPlan(draw!.PlanId, ct) is null) return new NotFoundHere("次抽取");

        if (await session.LiveMeeting(id, ct) is { } meeting) return new MeetingHoldsDraw(meeting.Title);
        if (draw.Abandon(draw.State == DrawState.Committed ? vault.OpenSecret(session, draw) : null, reason, session.Actor, session.Now) is { } wrong) return wrong;
        session.Record(draw);
        return await session.Save(ct);
    }
}

/// <param name="Link">要转交的链接；只发到本人邮箱的为空。</param>
public sealed record MemberInvited(string Code, string Name, bool ByMail, string? Link);

/// <summary>给此刻的各位委员里还没有账号的发邀请：有邮箱的只发信，没有的当面转交。链接只在这时给看。</summary>
[Does(Act.InviteToAccount)]
public sealed class InviteMembers(TenantSessions sessions, Accounts accounts, Invitations invitations)
{
    public async Task<(IReadOnlyList<MemberInvited> Invited, Refusal? Refusal)> Run(DrawId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var (draw, committee) = await session.Draw(id, ct);
        if (session.WhyNot(Act.InviteToAccount, committee?.OfficeId, "次抽取") is { } refusal) return ([], refusal);
        if (draw!.State != DrawState.Drawn) return ([], new DrawOver());

        var seats = draw.Members.Select(s => s.Expert).ToList();
        var experts = await session.Db.Experts.Where(e => seats.Contains(e.Id) && e.UserId == null).OrderBy(e => e.Name).ToListAsync(ct);
        if (experts.Count == 0) return ([], new EveryMemberHasAccount());

        List<MemberInvited> invited = [];
        foreach (var expert in experts)
        {
            var user = accounts.Invite(session, expert.Name, expert.Phone, expert.Mail, Role.Expert, null, null);
            session.Db.Users.Add(user);
            expert.SignsInAs(new UserId(user.Id));
            invited.Add(new(expert.Code, expert.Name, user.Email is not null, await invitations.Give(session, user, ct)));
        }

        session.Note($"邀请 {invited.Count} 位委员开账号");
        return await session.Save(ct) is { } failed ? ([], failed) : (invited, null);
    }
}

public sealed record EveryMemberHasAccount() : Refusal("各位委员都有账号了。没有激活的，在专家自己那一页再取一次链接。");
