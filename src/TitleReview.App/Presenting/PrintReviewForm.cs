using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using TitleReview.App.Defences;
using TitleReview.App.Filings;
using TitleReview.App.Results;
using TitleReview.App.Storage;
using TitleReview.App.Storage.Files;
using TitleReview.Documents.ReviewForms;
using TitleReview.Documents.Work;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Results;
using TitleReview.Domain.Presenting;

namespace TitleReview.App.Presenting;

/// <summary>查验地址由部署决定，如 https://zc.example.cn。</summary>
public sealed record PublicAddress(string Base)
{
    public string Verify(string code) => $"{Base.TrimEnd('/')}/verify/{code}";

    /// <summary>公示页；地址里没有申报编号，也没有人名。</summary>
    public string Publicity(string slug, string code) => $"{Base.TrimEnd('/')}/{slug}/publicity/{code}";

    /// <summary>评审结果的公示页。</summary>
    public string Results(string slug, string code) => $"{Base.TrimEnd('/')}/{slug}/results/{code}";
}

/// <summary>打印评审表（TC-38）：形式审核通过之后才有；每次打印换新码，旧的打印件随即说明已被取代。</summary>
[Does(Act.PrintReviewForm)]
public sealed class PrintReviewForm(TenantSessions sessions, IFileStore files, DocumentWorker worker, PublicAddress address)
{
    public async Task<(byte[]? Pdf, string? FileName, Refusal? Refusal)> Run(FilingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var filing = await session.Filing(id, ct);
        // 评过的，评审办事机构不在呈报线上也能打印：第 9 页的票数由它印。
        var current = await session.CurrentResult(id, ct);
        if (session.WhyNot(Act.PrintReviewForm, filing) is { } refusal && session.WhyNot(Act.PrintReviewForm, current?.Result) is not null) return (null, null, refusal);

        var dossier = await session.Dossier(filing!, ct);
        if (filing!.WhyNotPrint(dossier.Plan.Terms.Print) is { } tooEarly) return (null, null, tooEarly);

        var page = current?.Page;
        if (page is not null && session.Actor.Role == Role.Applicant && !dossier.Plan.Terms.Results.CountsShown) return (null, null, new PrintedByOffice());

        var submission = await session.Db.Submissions.AsNoTracking().SingleAsync(s => s.FilingId == id && s.No == filing.SubmissionNo, ct);
        var code = VerifyCode.New(session.Tenant.Code);
        var photo = await Photo(session, submission, ct);
        // 答辩的分数、测试的成绩，结果公布之前只有机构看得到。
        var whole = page is not null || session.Actor.Role == Role.Officer;
        var form = ReviewFormPages.Fill(dossier, submission, photo, code, address.Verify(code), session.Now) with { Defence = await session.DefenceText(filing, whole, ct), Exams = whole ? await session.TestRows(id, ct) : [] };
        var pdf = await ReviewFormPrinter.Print(ReviewFormPages.WithPageNine(form, page), worker, ct);
        foreach (var old in await session.Db.PrintedForms.Where(p => p.FilingId == id && p.SupersededAt == null).ToListAsync(ct)) old.Supersede(session.Now);
        session.Add(new PrintedForm(code, id, submission.No, Convert.ToHexStringLower(SHA256.HashData(pdf)), page?.Digest, session.Actor.UserId, session.Now));
        return (filing.PrintForm(dossier.Plan.Terms.Print, session.Actor, session.Now) ?? await session.Save(ct)) is { } notNow
            ? (null, null, notNow) : (pdf, $"评审表-{filing.Number}.pdf", null);
    }

    private async Task<byte[]?> Photo(TenantSession session, Submission submission, CancellationToken ct)
    {
        if (submission.Materials.FirstOrDefault(m => m.Slot == SlotTerms.Photo) is not { } photo) return null;
        await using var stream = await files.OpenDerived(session.Tenant.Id.Value, photo.Sha256, "thumbnail", ct);
        if (stream is null) return null;
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, ct);
        return bytes.ToArray();
    }
}

public sealed record PrintedByOffice() : Refusal("评审之后的评审表印有票数，由评审办事机构打印，请向它索取。");

/// <summary>查验码：端口前缀加 80 位随机数，去掉易混的字，四位一节。</summary>
internal static class VerifyCode
{
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ0";

    public static string New(string tenantCode)
    {
        var random = RandomNumberGenerator.GetBytes(16);
        var text = string.Concat(random.Select(b => Alphabet[b % 31]));
        return $"{tenantCode}-{text[..4]}-{text[4..8]}-{text[8..12]}-{text[12..]}";
    }

    /// <summary>人手抄的码：不分大小写，空格与短横可有可无。</summary>
    public static string? Normalize(string? text)
    {
        var plain = new string([.. (text ?? "").ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)]);
        return plain.Length is >= 18 and <= 24 ? $"{plain[..^16]}-{plain[^16..^12]}-{plain[^12..^8]}-{plain[^8..^4]}-{plain[^4..]}" : null;
    }

    public static string TenantCode(string code) => code.Split('-')[0];
}

/// <summary>查验的结果：这份打印件是不是现行的，姓名只露首字。</summary>
public sealed record VerifiedForm(
    string Code, string FilingNumber, string MaskedName, string Employer, string Series, string Specialty, string Grade,
    DateTimeOffset PrintedAt, int SubmissionNo, bool IsCurrent, string Tenant)
{
    /// <summary>第 9 页的票数与封存的计票不符：记录被改动过。</summary>
    public bool IsAltered { get; init; }

    /// <summary>之后又有了更新的一版，还没有打印：评审有了结果，或结果有了变动。</summary>
    public bool HasNewerContent { get; init; }

    /// <summary>第 9 页应当印的；打印之后变了的，打印时还空着的，为空。</summary>
    public PageNine? PageNine { get; init; }
}

/// <summary>公开查验打印件（V9）：不登录；除纸上已有且已遮盖的之外，不透露个人信息。</summary>
[Does(Act.VerifyPrint)]
public sealed class VerifyPrint(TenantSessions sessions)
{
    public async Task<VerifiedForm?> Run(string? text, CancellationToken ct = default)
    {
        if (VerifyCode.Normalize(text) is not { } code) return null;
        var tenant = (await sessions.Tenants(ct)).FirstOrDefault(t => t.Code == VerifyCode.TenantCode(code));
        if (tenant is null) return null;

        await using var session = await sessions.OpenFor(tenant.Id, Actor.Visitor, ct);
        if (session.WhyNot(Act.VerifyPrint) is not null) return null;
        if (await (from p in session.Db.PrintedForms
                      where p.Code == code
                      join f in session.Db.Filings on p.FilingId equals f.Id
                      join a in session.Db.Applicants on f.ApplicantId equals a.Id
                      join e in session.Db.Offices on f.EmployerId equals e.Id
                      select new { p, f, a.Name, Employer = e.Name }).AsNoTracking().SingleOrDefaultAsync(ct) is not { } row) return null;

        var result = await session.CurrentResult(row.f.Id, ct);
        var newer = result?.Page?.Digest != row.p.PageNine;
        return new VerifiedForm(row.p.Code, row.f.Number, MaskName(row.Name), row.Employer, row.f.Choice.Series, row.f.Choice.Specialty, row.f.Choice.Grade.Label(),
                row.p.PrintedAt, row.p.SubmissionNo, row.p.SupersededAt is null && row.p.SubmissionNo == row.f.SubmissionNo && !newer, tenant.Name)
        { IsAltered = row.p.PageNine is not null && result is { Reconciles: false }, HasNewerContent = newer && row.p.SupersededAt is null, PageNine = newer || result is { Reconciles: false } ? null : result?.Page };
    }

    private static string MaskName(string name) => name.EnumerateRunes().ToArray() is [var first, _, ..] runes ? first + new string('*', Math.Min(runes.Length - 1, 3)) : "*";
}
