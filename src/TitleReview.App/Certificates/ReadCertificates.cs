using Microsoft.EntityFrameworkCore;
using TitleReview.App.Presenting;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Certificates;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Results;

namespace TitleReview.App.Certificates;

/// <param name="Find">编号、姓名。</param>
public sealed record CertificateQuery(string? Find = null, CertificateState? State = null, int Page = 1);

public sealed record CertificatesView(IReadOnlyList<Certificate> Certificates, int Total, IReadOnlyList<CertificateBatch> Batches, CertificateQuery Query);

/// <summary>本机构发的证书，最近的几批发到哪里了。</summary>
[Does(Act.IssueCertificates)]
public sealed class ReadCertificates(TenantSessions sessions)
{
    public const int PageSize = 50;

    public async Task<CertificatesView?> Run(CertificateQuery query, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.IssueCertificates) is not null) return null;

        var (office, find) = (session.Actor.OfficeId ?? default, query.Find.Sought());
        var mine = session.Db.Certificates.AsNoTracking().Where(c => c.OfficeId == office);
        if (query.State is { } state) mine = mine.Where(c => c.State == state);
        if (find.Length > 0)
        {
            var people = session.Db.Applicants.Where(a => a.Name.Contains(find)).Select(a => a.Id);
            mine = mine.Where(c => c.Number.Contains(find) || people.Contains(c.ApplicantId));
        }

        var total = await mine.CountAsync(ct);
        var page = Math.Clamp(query.Page, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        return new CertificatesView(await mine.OrderByDescending(c => c.IssuedAt).ThenByDescending(c => c.Serial).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct), total,
            await session.Db.CertificateBatches.AsNoTracking().Where(b => b.OfficeId == office).OrderByDescending(b => b.OrderedAt).Take(5).ToListAsync(ct), query with { Page = page });
    }
}

/// <summary>一批发到哪里了。</summary>
[Does(Act.IssueCertificates)]
public sealed class ReadCertificateBatch(TenantSessions sessions)
{
    public async Task<CertificateBatch?> Run(CertificateBatchId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var batch = await session.Db.CertificateBatches.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, ct);
        return session.WhyNot(Act.IssueCertificates, batch?.OfficeId, "批发证") is null ? batch : null;
    }
}

/// <param name="History">同一份结果发过的各张，新的在前。</param>
/// <param name="Waiting">等第二个人同意的更正、撤销。</param>
public sealed record CertificateDetail(Certificate Certificate, string Employer, string FilingNumber, IReadOnlyList<Certificate> History, ResultDecision? Waiting)
{
    public bool MayReplace => Certificate.State == CertificateState.Valid && Waiting is null;
}

/// <summary>一张证书：内容、历史、与发证时相不相符。</summary>
[Does(Act.IssueCertificates)]
public sealed class ReadCertificate(TenantSessions sessions)
{
    public async Task<CertificateDetail?> Run(CertificateId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var one = await session.Db.Certificates.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct);
        if (session.WhyNot(Act.IssueCertificates, one) is not null) return null;

        return new CertificateDetail(one!, await session.Db.Offices.Where(o => o.Id == one!.EmployerId).Select(o => o.Name).SingleAsync(ct), await session.Db.Filings.Where(f => f.Id == one!.FilingId).Select(f => f.Number).SingleAsync(ct),
            await session.Db.Certificates.AsNoTracking().Where(c => c.ResultId == one!.ResultId).OrderByDescending(c => c.IssuedAt).ThenByDescending(c => c.Serial).ToListAsync(ct),
            await (from r in session.Db.ReviewResults where r.Id == one!.ResultId join d in session.Db.ResultDecisions on r.WaitingId equals d.Id select d).AsNoTracking().SingleOrDefaultAsync(ct));
    }
}

/// <summary>查验看到的，与纸上印的一样，身份证号码隐去中间；原因一类不给看。</summary>
/// <param name="ReplacedBy">被哪一个编号代替。</param>
/// <param name="IsGenuine">内容与发证时的摘要相符。</param>
public sealed record CheckedCertificate(string PortName, string Number, CertificateFacts Facts, CertificateState State, DateTimeOffset? EndedAt, string? ReplacedBy, bool IsGenuine);

/// <summary>门户上凭编号与姓名查证书（V8）：姓名不对与没有这个编号，回答一样。</summary>
[Does(Act.VerifyPrint)]
public sealed class CheckCertificate(TenantSessions sessions)
{
    public async Task<CheckedCertificate?> Run(string slug, string? number, string? name, CancellationToken ct = default)
    {
        await using var session = await sessions.OpenPortal(slug, ct);
        if (session is null || session.WhyNot(Act.VerifyPrint) is not null) return null;

        var (no, who) = (number.Sought().Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant(), Plain(name));
        var found = no.Length is > 0 and <= 40 ? await session.Db.Certificates.AsNoTracking().SingleOrDefaultAsync(c => c.Number == no, ct) : null;
        return found is not null && who.Length > 0 && Plain(found.Facts.Name) == who ? await session.Checked(found, ct) : null;
    }

    /// <summary>名字里的间隔点、空格，写不写、写哪一种都行。</summary>
    private static string Plain(string? name) => string.Concat(name.Plain().Where(c => c is not (' ' or '·' or '•' or '・' or '.' or '　')));
}

/// <summary>凭证书上的查验码查（扫二维码）。</summary>
[Does(Act.VerifyPrint)]
public sealed class VerifyCertificate(TenantSessions sessions)
{
    public async Task<CheckedCertificate?> Run(string? text, CancellationToken ct = default)
    {
        if (VerifyCode.Normalize(text) is not { } code || (await sessions.Tenants(ct)).FirstOrDefault(t => t.Code == VerifyCode.TenantCode(code)) is not { } tenant) return null;

        await using var session = await sessions.OpenFor(tenant.Id, Actor.Visitor, ct);
        if (session.WhyNot(Act.VerifyPrint) is not null) return null;
        return await session.Db.Certificates.AsNoTracking().SingleOrDefaultAsync(c => c.Code == code, ct) is { } found ? await session.Checked(found, ct) : null;
    }
}

internal static class Checking
{
    public static async Task<CheckedCertificate> Checked(this TenantSession session, Certificate one, CancellationToken ct) => new(
        session.Tenant.Name, one.Number, one.Facts, one.State, one.EndedAt,
        one.ReplacedById is { } next ? await session.Db.Certificates.Where(c => c.Id == next).Select(c => c.Number).SingleOrDefaultAsync(ct) : null, one.IsGenuine);
}
