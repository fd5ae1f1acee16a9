using TitleReview.App.Plans;
using TitleReview.App.Storage;
using TitleReview.App.Storage.Files;
using TitleReview.Documents.Notices;
using TitleReview.Documents.Work;
using TitleReview.Domain;
using TitleReview.Domain.Notices;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Portal;

namespace TitleReview.App.Demo;

/// <summary>演示门户：通知全文作第一份公告，附上排好版的通知与几样表格；表格的字都取自计划。</summary>
public sealed class DemoPortal(IFileStore files, DocumentWorker worker)
{
    internal async Task Fill(TenantSession session, string name, PlanTerms terms, OfficeId office, CancellationToken ct)
    {
        var opened = DateOnly.FromDateTime(terms.Window.Opens.ToOffset(Moment.Beijing).DateTime).AddDays(-1);
        var dated = opened < session.Now.Today ? opened : session.Now.Today;
        List<AttachedFile> forms = [];
        foreach (var form in Forms(terms)) forms.Add(await Store(session, form, dated, ct));

        var text = Read(name);
        var notice = new Announcement(new(Guid.CreateVersion7()), office, default, new(AnnouncementKind.Notice, terms.NoticeNumber, text, dated), session.Now);
        notice.Attach(new(Guid.CreateVersion7()), await Store(session, new Sheet("通知全文", terms.NoticeNumber, text.Split('\n'), []), dated, ct), session.Now);
        Put(session, notice, forms, pinned: true);

        var downloads = new AnnouncementWords(AnnouncementKind.Download, $"{terms.Year}年度职称申报常用表格", "下载、填写、签字盖章后，扫描上传到申报表的相应栏目。", dated);
        Put(session, new Announcement(new(Guid.CreateVersion7()), office, default, downloads, session.Now), forms, pinned: false);
    }

    private static void Put(TenantSession session, Announcement announcement, IEnumerable<AttachedFile> attachments, bool pinned)
    {
        session.Add(announcement);
        foreach (var file in attachments) announcement.Attach(new(Guid.CreateVersion7()), file, session.Now);
        announcement.Publish(session.Now);
        announcement.Pin(pinned);
    }

    private sealed record Sheet(string Name, string Title, IReadOnlyList<string> Paragraphs, IReadOnlyList<string> Signatures);

    private static IEnumerable<Sheet> Forms(PlanTerms terms)
    {
        var poster = NoticeText.Fill(terms.Notice.PosterText, NoticeText.Names(terms.Notice.PosterText).Distinct().ToDictionary(n => n, _ => "××"));
        yield return new Sheet("个人承诺书（模板）", "个人承诺书", [terms.PledgeText()], [terms.Pledge.HandCopied ? "本人签名（手抄并按手印）：　　　　　" : "本人签名：　　　　　", "　　　年　　月　　日"]);
        yield return new Sheet("推荐单位公示（模板）", "推荐单位公示", poster.Split('\n'), ["签字（单位负责人）：", "（推荐单位公章）", "　　　年　　月　　日"]);
        if (terms.Clause("training.exempt") is { } exempt)
            yield return new Sheet("继续教育免试申请表", "继续教育免试申请表",
                ["姓名：　　　　　　　　　　工作单位：", "申报系列（专业）：　　　　　　　　　　申报级别：", "免试的年度与科目：", "申请理由与经历：", $"依据：{exempt.Sentence}"],
                ["申请人签名：　　　　　", "单位审核意见（公章）：　　　　　", "核实机构意见（公章）：　　　　　", "　　　年　　月　　日"]);
    }

    private async Task<AttachedFile> Store(TenantSession session, Sheet sheet, DateOnly dated, CancellationToken ct)
    {
        var pdf = await NoticePrinter.Print(new NoticeData
        {
            Title = sheet.Title,
            Paragraphs = [.. sheet.Paragraphs.Where(p => p.Length > 0).Select(p => new NoticeParagraph(p))],
            SignatureLines = sheet.Signatures,
            PrintedAt = Moment.StartOf(dated),
        }, worker, ct);
        using var content = new MemoryStream(pdf, writable: false);
        var blob = await files.Write(session.Tenant.Id.Value, content, long.MaxValue, ct);
        await FileRegister.Add(session, new StoredFile { Sha256 = blob.Sha256, Bytes = blob.Bytes, StoredAt = session.Now.Instant }, ct);
        return new AttachedFile($"{sheet.Name}.pdf", "pdf", blob.Sha256, blob.Bytes);
    }

    /// <summary>通知原文去掉转换时带进来的书签记号与空行。</summary>
    private static string Read(string name) =>
        string.Join('\n', PlanFiles.Notice(name).Replace("[bookmark: _GoBack]", "", StringComparison.Ordinal).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Plain();
}
