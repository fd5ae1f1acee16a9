using Microsoft.EntityFrameworkCore;
using TitleReview.App.People;
using TitleReview.App.Presenting;
using TitleReview.App.Storage;
using TitleReview.App.Storage.Files;
using TitleReview.Documents.Certificates;
using TitleReview.Documents.Work;
using TitleReview.Domain;
using TitleReview.Domain.Certificates;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Certificates;

/// <summary>下载证书：本人、单位、发证的机构；被改动过的不印。</summary>
[Does(Act.ReadCertificate)]
public sealed class PrintCertificate(TenantSessions sessions, IFileStore files, Vault vault, DocumentWorker worker, PublicAddress address)
{
    public async Task<(byte[]? Pdf, string FileName, Refusal? Refusal)> Run(CertificateId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var one = await session.Db.Certificates.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct);
        if (session.WhyNot(Act.ReadCertificate, one) is { } refusal) return (null, "", refusal);

        var (pdf, failed) = await session.Typeset([one!], files, vault, worker, address, ct);
        return (pdf, $"职称证书-{one!.Number}.pdf", failed);
    }
}

/// <summary>一次评审会的证书连着印成一个文件，多的分几个；印有身份证号码，留一句审计。</summary>
[Does(Act.IssueCertificates)]
public sealed class PrintCertificates(TenantSessions sessions, IFileStore files, Vault vault, DocumentWorker worker, PublicAddress address)
{
    /// <summary>一个文件里至多几张。</summary>
    public const int PerFile = 100;

    /// <param name="file">第几个文件，从 1 起。</param>
    public async Task<(byte[]? Pdf, string FileName, Refusal? Refusal)> Run(MeetingId meeting, int file = 1, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var office = await session.Db.Meetings.Where(m => m.Id == meeting).Select(m => (OfficeId?)m.OfficeId).SingleOrDefaultAsync(ct);
        if (session.WhyNot(Act.IssueCertificates, office, "次评审会") is { } refusal) return (null, "", refusal);

        var some = await session.Db.Certificates.AsNoTracking().Where(c => c.State == CertificateState.Valid && session.Db.ReviewResults.Any(r => r.Id == c.ResultId && r.MeetingId == meeting))
            .OrderBy(c => c.Series).ThenBy(c => c.Serial).Skip((Math.Clamp(file, 1, CertificateBatch.Most) - 1) * PerFile).Take(PerFile).ToListAsync(ct);
        if (some.Count == 0) return (null, "", new NotFoundHere("个文件"));

        var (pdf, failed) = await session.Typeset(some, files, vault, worker, address, ct);
        if (failed is not null) return (null, "", failed);
        session.Note($"下载证书 {some.Count} 张，含身份证号码");
        return await session.Save(ct) is { } conflict ? (null, "", conflict) : (pdf, $"职称证书-{file}.pdf", null);
    }
}

internal static class CertificateSheets
{
    public static async Task<(byte[]? Pdf, Refusal? Refusal)> Typeset(this TenantSession session, IReadOnlyList<Certificate> certificates, IFileStore files, Vault vault, DocumentWorker worker, PublicAddress address, CancellationToken ct)
    {
        if (certificates.FirstOrDefault(c => !c.IsGenuine) is { } altered) return (null, new CertificateAltered(altered.Number));

        List<CertificateData> sheets = [];
        foreach (var one in certificates)
        {
            var next = one.ReplacedById is { } id ? await session.Db.Certificates.Where(c => c.Id == id).Select(c => c.Number).SingleAsync(ct) : null;
            sheets.Add(new(one.Number, one.Facts.Name, one.Facts.Sex, vault.Open(session.Tenant.Id, RegisterApplicant.ResidentIdPurpose, one.SealedResidentId), one.Facts.Series, one.Facts.Specialty, one.Facts.Title, one.Facts.Grade, one.Facts.Track, one.Facts.Committee,
                one.Facts.Obtained.Print(), one.Facts.DocumentNumber, one.Facts.Issuer, one.Facts.Issued.Print(), one.Facts.Statement, one.Code, address.Verify(one.Code),
                one.State switch { CertificateState.Revoked => "已撤销", CertificateState.Replaced => $"已作废，换发为 {next}", _ => "" }, await Photo(session, files, one, ct)));
        }

        return (await CertificatePrinter.Print(sheets, certificates[0].IssuedAt, worker, ct), null);
    }

    private static async Task<byte[]?> Photo(TenantSession session, IFileStore files, Certificate one, CancellationToken ct)
    {
        if (one.Photo is not { } digest) return null;
        await using var stream = await files.OpenDerived(session.Tenant.Id.Value, digest, "thumbnail", ct);
        if (stream is null) return null;

        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, ct);
        return bytes.ToArray();
    }
}

public sealed record CertificateAltered(string Number) : Refusal($"证书 {Number} 的内容与发证时的不符：记录被人改动过，不能打印。请保持原样，马上报告负责人和平台管理员。");
