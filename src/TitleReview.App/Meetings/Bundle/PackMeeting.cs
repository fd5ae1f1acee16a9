using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore;
using TitleReview.App.Filings;
using TitleReview.App.Reviews;
using TitleReview.App.Storage;
using TitleReview.Documents.Cases;
using TitleReview.Documents.Letters;
using TitleReview.Documents.Work;
using TitleReview.Domain;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Reviews;

namespace TitleReview.App.Meetings;

/// <summary>
/// 会场资料包（S15）：网络不好的会场带着走的一个 ZIP，议程、签到表、空白表决票、各份案卷（遮盖过的）。没有一位申报人的姓名；
/// 每页印着用到哪一天、谁下载的；下载留痕；只在会前、会上。边排边送，图不全放在内存里。
/// </summary>
[Does(Act.KeepMeetings)]
public sealed class PackMeeting(TenantSessions sessions, Vault vault, ScanPages scans, DocumentWorker worker)
{
    internal const string NotePrefix = "下载会场资料包";

    /// <param name="open">写到哪里；核了许可、排得出文书之后才打开一次，给它文件名。</param>
    public async Task<Refusal?> Run(MeetingId id, Func<string, Stream> open, CancellationToken ct = default)
    {
        TenantId tenant;
        BundleMark mark;
        IReadOnlyList<(string Name, IReadOnlyList<SheetData> Sheets)> papers;
        List<BundleCase> cases = [];
        await using (var session = await sessions.Open(ct))
        {
            var meeting = await session.Meeting(id, ct);
            if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;
            if (!meeting!.IsLive) return new MeetingNotInSession(meeting.State);

            (tenant, mark) = (session.Tenant.Id, BundleMark.Of(meeting, session.Actor.Name, session.Now));
            var roll = await session.Roll(id, ct);
            var codes = await session.CodesOf(roll.Cases.Select(c => c.FilingId), ct);
            foreach (var one in roll.Cases)
            {
                var filing = await session.Db.Filings.AsNoTracking().SingleAsync(f => f.Id == one.FilingId, ct);
                var subject = await session.Submitted(filing, ct);
                cases.Add(new(one, await session.Case(vault, filing, subject, codes[one.FilingId], ct), BlindPages.Of(subject)));
            }

            papers =
            [
                ("01-会议议程.pdf", await PrintMeetingPaper.Sheets(session, meeting, MeetingPaper.Agenda, ct)),
                ("02-签到表.pdf", await PrintMeetingPaper.Sheets(session, meeting, MeetingPaper.Attendance, ct)),
                ("03-空白表决票.pdf", BundleSheets.Ballots(meeting, roll, cases, session.Now)),
            ];
            session.Note($"{NotePrefix} {id.Value}，{cases.Count} 份案卷，{mark.Until}");
            if (await session.Save(ct) is { } failed) return failed;
        }

        // 文书先排好：排不出的，此时还没有送出一个字，照常说明。
        List<(string Name, byte[] Pdf)> printed = [];
        foreach (var (name, sheets) in papers.Where(p => p.Sheets.Count > 0)) printed.Add((name, await SheetPrinter.Print(sheets, mark.Until, mark.By, worker, ct)));

        await using var output = new Relay(open("会场资料包.zip"));
        await using (var zip = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, ct)) await Fill(zip, printed, tenant, cases, mark, ct);
        await output.FlushAsync(ct);
        return null;
    }

    private async Task Fill(ZipArchive zip, List<(string Name, byte[] Pdf)> printed, TenantId tenant, List<BundleCase> cases, BundleMark mark, CancellationToken ct)
    {
        foreach (var (name, pdf) in printed) await Put(zip, name, pdf, ct);
        List<string> missing = [];
        foreach (var one in cases)
        {
            var code = one.Case.Code!;
            try
            {
                await Put(zip, $"案卷/{one.Listed.No:000}-{code}.pdf", await Print(tenant, one, mark, ct), ct);
            }
            catch (WorkerFailure)
            {
                // 已经送出了一半，不能再换成说明的一页：这一份空着，写在说明里。
                missing.Add(code);
            }
        }

        await Put(zip, "请先看这里.txt", Encoding.UTF8.GetBytes(BundleSheets.ReadMe(mark, [.. printed.Select(p => p.Name)], cases.Count, missing)), ct);
    }

    private async Task<byte[]> Print(TenantId tenant, BundleCase one, BundleMark mark, CancellationToken ct)
    {
        Dictionary<string, byte[]> images = [];
        foreach (var page in one.Pages.Where(p => p.No is not null && p.Page.Masked is not null))
        {
            await using var image = await scans.Open(tenant, page, PageSize.Screen, ct);
            if (image is null) continue;
            using var bytes = new MemoryStream();
            await image.CopyToAsync(bytes, ct);
            images[$"scan{page.No}"] = bytes.ToArray();
        }

        return await CasePrinter.Print(BundleSheets.Case(one, mark, images.Keys), images, worker, ct);
    }

    private static async Task Put(ZipArchive zip, string name, byte[] content, CancellationToken ct)
    {
        // PDF 已经压过，再压只费时间。
        var entry = zip.CreateEntry(name, name.EndsWith(".pdf", StringComparison.Ordinal) ? CompressionLevel.NoCompression : CompressionLevel.Optimal);
        await using var stream = await entry.OpenAsync(ct);
        await stream.WriteAsync(content, ct);
    }
}

/// <summary>议程上的一份，连同盲评案卷与它的图。</summary>
internal sealed record BundleCase(MeetingCase Listed, BlindCase Case, IReadOnlyList<BlindPage> Pages);

/// <param name="Until">用到哪一天。</param>
/// <param name="By">谁、几时下载的。</param>
internal sealed record BundleMark(string Meeting, string Until, string By, DateTimeOffset At)
{
    /// <summary>用到开会的那一天；过了那一天还没有散的，用到今天，明天再下载。</summary>
    public static BundleMark Of(Meeting meeting, string by, Moment now)
    {
        var day = new Moment(meeting.StartsAt).Today;
        return new(meeting.Title, $"有效到 {(day > now.Today ? day : now.Today).Print()}，过期销毁", $"{by} {now.Instant.PrintShort()}下载", now.Instant);
    }
}
