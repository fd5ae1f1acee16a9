using TitleReview.App.Filings;
using TitleReview.App.Presenting;
using TitleReview.App.Storage;
using TitleReview.Documents.Notices;
using TitleReview.Documents.Work;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Notices;

/// <summary>打印公示（附件1）或公示结果（附件2），供单位签字盖章张贴。</summary>
[Does(Act.ReadNotice)]
public sealed class PrintNotice(TenantSessions sessions, Vault vault, DocumentWorker worker, PublicAddress address)
{
    public async Task<(byte[]? Pdf, string? FileName, Refusal? Refusal)> Run(FilingId filingId, bool result, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var filing = await session.Filing(filingId, ct);
        if (session.WhyNot(Act.ReadNotice, filing) is { } refusal) return (null, null, refusal);
        var dossier = await session.Dossier(filing!, ct);
        var notice = dossier.Notice;
        if ((result ? notice?.Result : notice?.Text) is not { } stored) return (null, null, new NotFoundHere("个公示"));

        var text = NoticeWords.Shown(stored, dossier, session, vault);
        var title = result ? "推荐单位公示结果" : "推荐单位公示";
        var data = new NoticeData
        {
            Title = title,
            Paragraphs = [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(p => new NoticeParagraph(p))],
            SignatureLines = result ? ["单位（印章）：", "负责人（签名）：", "　　　年　　月　　日"] : ["签字（单位负责人）：", "（推荐单位公章）", "　　　年　　月　　日"],
            Page = result ? null : address.Publicity(session.Tenant.Slug, notice!.Code),
            PrintedAt = result ? notice!.ConcludedAt!.Value : notice!.PostedAt,
        };
        var pdf = await NoticePrinter.Print(data, worker, ct);
        // 与花名册一样：带走全号的下载留一句审计。
        if (text != stored) session.Note($"{title}，含身份证号码");
        return text != stored && await session.Save(ct) is { } conflict ? (null, null, conflict) : (pdf, $"{title}-{filing!.Number}.pdf", null);
    }
}
