using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TitleReview.App.Results;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Certificates;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Results;

namespace TitleReview.App.Certificates;

/// <summary>给一次评审会确认了、还没有证书的各位发证：下达一批，由系统一张一张地发。</summary>
[Does(Act.IssueCertificates)]
public sealed class OrderCertificates(TenantSessions sessions)
{
    public async Task<(CertificateBatchId? Id, Refusal? Refusal)> Run(MeetingId meeting, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var office = await session.Db.Meetings.Where(m => m.Id == meeting).Select(m => (OfficeId?)m.OfficeId).SingleOrDefaultAsync(ct);
        if (session.WhyNot(Act.IssueCertificates, office, "次评审会") is { } refusal) return (null, refusal);

        var due = await session.Db.ReviewResults.Where(r => r.MeetingId == meeting && r.State == ResultState.Confirmed && r.WaitingId == null && !session.Db.Certificates.Any(c => c.ResultId == r.Id && c.State == CertificateState.Valid))
            .Join(session.Db.Filings, r => r.FilingId, f => f.Id, (r, f) => new { r.Id, f.Choice.Specialty, f.Number }).OrderBy(r => r.Specialty).ThenBy(r => r.Number).Take(CertificateBatch.Most).Select(r => r.Id).ToListAsync(ct);
        if (due.Count == 0) return (null, new NobodyToCertify());

        var running = (await session.Db.CertificateBatches.AsNoTracking().Where(b => b.State == BatchState.Running && b.OfficeId == office).ToListAsync(ct)).SelectMany(b => b.Results).ToHashSet();
        if (due.Exists(running.Contains)) return (null, new BatchUnderWay());

        var batch = new CertificateBatch(new CertificateBatchId(Guid.CreateVersion7()), due, office!.Value, session.Actor, session.Now);
        session.Add(batch);
        return await session.Save(ct) is { } failed ? (null, failed) : (batch.Id, null);
    }
}

/// <summary>余下的不发了；已经发的照样有效。</summary>
[Does(Act.IssueCertificates)]
public sealed class CancelCertificates(TenantSessions sessions)
{
    public async Task<Refusal?> Run(CertificateBatchId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var batch = await session.Db.CertificateBatches.SingleOrDefaultAsync(b => b.Id == id, ct);
        if (session.WhyNot(Act.IssueCertificates, batch?.OfficeId, "批发证") is { } refusal) return refusal;
        if (batch!.State != BatchState.Running) return new BatchOver();

        batch.Cancel(session.Now);
        return await session.Save(ct);
    }
}

/// <summary>
/// 接着办下达了的各批：以下达的人的身份，几张一个事务，办到第几位与证书一起写下，断在哪里都接得上，哪一位也不发两张。
/// 成批办理（0024）办的是收件箱里的申报，按状态试办；发证的对象是结果、没有可试的，所以另立，路数一样。
/// </summary>
[Does(Act.RunCertificates)]
public sealed class RunCertificates(TenantSessions sessions, ILogger<RunCertificates> log)
{
    private const int AtOnce = 100, PerWrite = 10;

    /// <returns>办了几位。</returns>
    public async Task<int> Run(TenantId tenant, CancellationToken ct = default)
    {
        List<CertificateBatch> due;
        await using (var session = await sessions.OpenFor(tenant, Actor.System, ct))
        {
            if (session.WhyNot(Act.RunCertificates) is not null) return 0;
            due = await session.Db.CertificateBatches.AsNoTracking().Where(b => b.State == BatchState.Running).OrderBy(b => b.OrderedAt).Take(20).ToListAsync(ct);
        }

        var handled = 0;
        foreach (var batch in due)
            for (var most = AtOnce; most > 0 && await Some(tenant, batch, ct) is > 0 and var some; most -= some) handled += some;
        return handled;
    }

    private async Task<int> Some(TenantId tenant, CertificateBatch order, CancellationToken ct)
    {
        await using var session = await sessions.OpenAs(tenant, order.OrderedBy, order.OrderedFor, ct);
        if (session is null || session.WhyNot(Act.IssueCertificates, order.OfficeId, "批发证") is not null)
        {
            await Stop(tenant, order.Id, ct);
            return 0;
        }

        await session.Begin(ct);
        var batch = await session.Db.CertificateBatches.SingleAsync(b => b.Id == order.Id, ct);
        var next = batch.Next(PerWrite);
        if (next.Count == 0) return 0;

        List<BatchRefusal> refused = [];
        foreach (var result in next)
            if ((await session.Issue(result, session.Actor, session.Now, ct)).Refusal is { } refusal)
                refused.Add(new(result, await session.NameOf(result, ct), refusal.Sentence));
        batch.Took(next.Count, refused, session.Now);
        // Somebody cancelled it, or another node took these: nothing of it was kept, the next ring looks again.
        if (await session.Save(ct) is not { } failed) return next.Count;
        log.LogInformation("Certificates of batch {Batch} wait: {Why}", order.Id.Value, failed.GetType().Name);
        return 0;
    }

    /// <summary>下达的人不在了、没有这个权了：余下的不发。</summary>
    private async Task Stop(TenantId tenant, CertificateBatchId id, CancellationToken ct)
    {
        await using var session = await sessions.OpenFor(tenant, Actor.System, ct);
        if (session.WhyNot(Act.RunCertificates) is not null) return;

        (await session.Db.CertificateBatches.SingleAsync(b => b.Id == id, ct)).Cancel(session.Now);
        await session.Save(ct);
    }
}

/// <summary>补发：内容照确认的结果，另取一个号；旧的编号查得到，写明由哪一张代替。</summary>
[Does(Act.IssueCertificates)]
public sealed class ReissueCertificate(TenantSessions sessions)
{
    public async Task<(CertificateId? Id, Refusal? Refusal)> Run(CertificateId id, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var old = await session.Db.Certificates.SingleOrDefaultAsync(c => c.Id == id, ct);
        if (session.WhyNot(Act.IssueCertificates, old) is { } refusal) return (null, refusal);

        var (next, wrong) = await session.Reissue(old!, null, reason, session.Actor, session.Now, ct);
        return (wrong ?? await session.Save(ct)) is { } failed ? (null, failed) : (next!.Id, null);
    }
}

/// <summary>提出更正证书上的姓名：人社部门的另一个人同意了，才换发（<see cref="DecideResults"/>）。</summary>
[Does(Act.IssueCertificates)]
public sealed class CorrectCertificate(TenantSessions sessions)
{
    public async Task<Refusal?> Run(CertificateId id, CorrectionForm form, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var certificate = await session.Db.Certificates.SingleOrDefaultAsync(c => c.Id == id, ct);
        if (session.WhyNot(Act.IssueCertificates, certificate) is { } refusal) return refusal;

        var result = await session.Db.ReviewResults.SingleAsync(r => r.Id == certificate!.ResultId, ct);
        var (decision, wrong) = ResultDecision.Correct(new ResultDecisionId(Guid.CreateVersion7()), result, await session.Decider(result.OfficeId, ct), certificate!, form.NewName, form.Reason, form.Basis, session.Actor, session.Now);
        if (wrong is not null) return wrong;

        session.Add(decision!);
        session.Record(decision!);
        session.Record(result);
        return await session.Save(ct);
    }
}

internal static class Holders
{
    public static async Task<string> NameOf(this TenantSession session, ResultId result, CancellationToken ct) =>
        await (from r in session.Db.ReviewResults where r.Id == result join a in session.Db.Applicants on r.ApplicantId equals a.Id select a.Name).SingleOrDefaultAsync(ct) ?? "";
}

public sealed record NobodyToCertify() : Refusal("没有要发证的：确认了的都有证书了，或者还没有确认。");
public sealed record BatchUnderWay() : Refusal("这几位的证书正在发，请等它发完。");
public sealed record BatchOver() : Refusal("这一批已经发完或停下了。");
