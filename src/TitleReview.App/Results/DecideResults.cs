using Microsoft.EntityFrameworkCore;
using TitleReview.App.Certificates;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Certificates;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Results;

namespace TitleReview.App.Results;

/// <summary>提出确认一批：写文号与日期，由人社部门的另一个人同意。</summary>
[Does(Act.ProposeResults)]
public sealed class ProposeConfirmation(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, IReadOnlyCollection<ResultId> people, string? number, DateOnly? day, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.Db.Meetings.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, ct);
        if (session.WhyNot(Act.ProposeResults, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;

        return await session.ProposeConfirmation(id, people, number, day, session.Actor, session.Now, ct) ?? await session.Save(ct);
    }
}

/// <summary>提出撤销一位已经确认的：查实的行为、依据、文号；由人社部门的另一个人同意。</summary>
[Does(Act.ProposeResults)]
public sealed class ProposeRevocation(TenantSessions sessions)
{
    public async Task<Refusal?> Run(ResultId id, string? number, DateOnly? day, string? reason, string? basis, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var result = await session.Db.ReviewResults.SingleOrDefaultAsync(r => r.Id == id, ct);
        if (session.WhyNot(Act.ProposeResults, result) is { } refusal) return refusal;

        var (decision, wrong) = ResultDecision.Revoke(new ResultDecisionId(Guid.CreateVersion7()), result!, await session.Decider(result!.OfficeId, ct), number, day, reason, basis, session.Actor, session.Now);
        if (wrong is not null) return wrong;

        session.Add(decision!);
        session.Record(decision!);
        session.Record(result);
        return await session.Save(ct);
    }
}

/// <summary>人社部门同意、不同意：同意撤销的，证书同时撤销；同意更正的，当场换发；同意查实的，那一条异议就此了结。</summary>
[Does(Act.DecideResults)]
public sealed class DecideResults(TenantSessions sessions)
{
    public async Task<Refusal?> Run(ResultDecisionId id, bool agree, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var decision = await session.Db.ResultDecisions.SingleOrDefaultAsync(d => d.Id == id, ct);
        if (session.WhyNot(Act.DecideResults, decision?.DeciderId, "件决定") is { } refusal) return refusal;

        return await session.Decide(decision!, agree, reason, session.Actor, session.Now, ct) ?? await session.Save(ct);
    }
}

internal static class Deciding
{
    /// <summary>照一张公示提出确认；一次只确认同一张公示里的。</summary>
    public static async Task<Refusal?> ProposeConfirmation(this TenantSession session, MeetingId meeting, IReadOnlyCollection<ResultId> people, string? number, DateOnly? day, Actor by, Moment now, CancellationToken ct)
    {
        var results = await session.Db.ReviewResults.Where(r => r.MeetingId == meeting && people.Contains(r.Id)).OrderBy(r => r.Id).ToListAsync(ct);
        if (results.Count == 0) return new NobodyChosen();
        if (results[0].NoticeId is not { } posted || await session.ResultNoticesWhole().SingleOrDefaultAsync(n => n.Id == posted, ct) is not { } notice) return new ResultNotSo(results[0].State);

        var (decision, wrong) = ResultDecision.Confirm(new ResultDecisionId(Guid.CreateVersion7()), notice, results, await session.Decider(notice.OfficeId, ct), number, day, by, now);
        if (wrong is not null) return wrong;

        session.Add(decision!);
        session.Record(decision!);
        foreach (var result in results) session.Record(result);
        return null;
    }

    public static async Task<Refusal?> Decide(this TenantSession session, ResultDecision decision, bool agree, string? reason, Actor by, Moment now, CancellationToken ct)
    {
        var people = decision.People.ToList();
        var results = await session.Db.ReviewResults.Where(r => people.Contains(r.Id)).ToListAsync(ct);
        var office = await session.Db.Offices.Where(o => o.Id == decision.DeciderId).Select(o => o.Name).SingleAsync(ct);
        if (decision.Decide(agree, reason, results, office, by, now) is { } wrong) return wrong;

        if (agree && decision.ObjectionId is { } upheld)
        {
            var objection = await session.Db.Set<ResultObjection>().SingleAsync(o => o.Id == upheld, ct);
            if (decision.Uphold(objection, results[0], by, now) is { } cannot) return cannot;
            session.Record(objection);
        }

        session.Record(decision);
        foreach (var result in results) session.Record(result);
        if (!agree || decision.Kind is not (DecisionKind.Revoke or DecisionKind.Correct)) return null;

        foreach (var certificate in await session.Db.Certificates.Where(c => people.Contains(c.ResultId) && c.State == CertificateState.Valid).ToListAsync(ct))
        {
            if (decision.NewName is { } name)
            {
                if ((await session.Reissue(certificate, name, $"{decision.Reason}；凭{decision.Basis}", by, now, ct)).Refusal is { } not) return not;
                continue;
            }

            if (certificate.Revoke($"{decision.Reason?.TrimEnd('。')}（{decision.Number}）", by, now) is { } cannot) return cannot;
            session.Record(certificate);
        }

        return null;
    }
}
