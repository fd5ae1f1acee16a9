using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Documents.Receipts;
using TitleReview.Documents.Work;
using TitleReview.Domain;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Presenting;

namespace TitleReview.App.Presenting;

/// <summary>
/// 报送清单与二维码封面：单位一个计划、一个收件的机构一张总清单，加每人一张封面；本人的只有自己那一张。
/// 封面夹在材料最上面，收件台一扫就知道是谁的。人多的分几个文件，一份也不少。
/// </summary>
[Does(Act.PrintPaper)]
public sealed class PrintPaperCovers(TenantSessions sessions, DocumentWorker worker)
{
    /// <summary>一个文件里至多几份。</summary>
    public const int PerFile = 200;

    /// <param name="filing">只要一份的封面；空为本单位还没有交齐的。</param>
    /// <param name="plan">本单位的，哪一个计划的。</param>
    /// <param name="file">第几个文件，从 1 起。</param>
    public async Task<(byte[]? Pdf, Refusal? Refusal)> Run(FilingId? filing, PlanId? plan = null, int file = 1, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var office = session.Actor.OfficeId ?? default;
        var mine = session.Db.PaperHandIns.AsNoTracking().Where(p => filing != null ? p.FilingId == filing : p.EmployerId == office && p.PlanId == plan && p.CompletedAt == null);
        var count = await mine.CountAsync(ct);
        if (session.WhyNot(Act.PrintPaper, await mine.FirstOrDefaultAsync(ct)) is { } refusal) return (null, refusal);

        var lines = await session.PaperLines(mine, new(), PerFile, ct, Math.Max(0, file - 1) * PerFile);
        if (lines.Count == 0) return (null, new NotFoundHere("个文件"));
        var terms = await session.Db.Plans.AsNoTracking().Where(p => p.Id == lines[0].Paper.PlanId).Select(p => p.Terms).SingleAsync(ct);
        var ids = lines.Select(l => l.Paper.ReceiverId).Distinct().ToList();
        var receivers = await session.Db.Offices.Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, ct);
        var part = count > PerFile ? $"，第 {file} 个文件，共 {(count + PerFile - 1) / PerFile} 个" : "";
        List<ReceiptData> sheets = [];
        foreach (var place in lines.GroupBy(l => l.Paper.ReceiverId))
        {
            if (filing is null) sheets.Add(List([.. place], part, terms, receivers[place.Key], session.Now));
            sheets.AddRange(place.Select(l => Cover(l, terms, receivers[place.Key], session.Now)));
        }

        return (await ReceiptPrinter.PrintAll(sheets, worker, ct), null);
    }

    private static List<ReceiptFact> Where(PaperTerms paper, string receiver, PaperHandIn one) =>
    [
        new("交到", receiver), .. paper.Place is { } place ? [new ReceiptFact("地点", place)] : Array.Empty<ReceiptFact>(),
        new("时间", (one.OpensAt, one.DueAt) switch { ({ } from, { } until) => $"{from.PrintStart()} 至 {until.Print()}", _ => "以通知为准" }),
    ];

    private static ReceiptData List(List<PaperLine> lines, string part, PlanTerms terms, string receiver, Moment now) => new()
    {
        Title = "纸质材料报送清单",
        Number = $"共 {lines.Count} 人{part}",
        Facts = [new("单位", lines[0].Employer), new("计划", terms.Title), .. Where(terms.Paper, receiver, lines[0].Paper), .. terms.Paper.Items.Where(i => i.PerUnit).Select(i => new ReceiptFact("单位另附", $"{i.Name} {i.Copies} 份"))],
        Heads = ["申报编号", "姓名", "申报职务", "材料"],
        Rows = [.. lines.Select(l => (IReadOnlyList<string>)[l.Number, l.Applicant, l.Title, string.Join("、", l.Paper.Items.Where(i => !i.PerUnit).Select(i => $"{i.Name} {i.Copies} 份"))])],
        Statement = "每人一张封面，夹在本人材料的最上面，收件台扫码核对。",
        Signed = ["报送人（签字）：", "单位（盖章）：", "报送日期："],
        PrintedAt = now.Instant,
    };

    private static ReceiptData Cover(PaperLine line, PlanTerms terms, string receiver, Moment now) => new()
    {
        Title = "纸质材料封面",
        Number = line.Number,
        Facts = [new("姓名", line.Applicant), new("单位", line.Employer), new("申报职务", line.Title), new("封面码", line.Paper.Code), .. Where(terms.Paper, receiver, line.Paper)],
        Heads = ["序号", "材料", "份数"],
        Rows = [.. line.Paper.Items.Select((item, i) => (IReadOnlyList<string>)[$"{i + 1}", item.Name + (item.PerUnit ? "（单位一份）" : ""), $"{item.Copies}"])],
        Statement = "请把本页放在材料最上面。收件台扫二维码，或输入封面码、申报编号。",
        Signed = [],
        Code = $"{line.Number} {line.Paper.Code}",
        PrintedAt = now.Instant,
    };
}

/// <summary>收件回执的 PDF：撤销的也印得出，写明为什么。</summary>
[Does(Act.PrintPaper)]
public sealed class PrintPaperReceipt(TenantSessions sessions, DocumentWorker worker)
{
    public async Task<(byte[]? Pdf, string? FileName, Refusal? Refusal)> Run(int year, int no, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var receipt = await session.Db.PaperReceipts.AsNoTracking().SingleOrDefaultAsync(r => r.Year == year && r.No == no, ct);
        // 回执上可能有同单位的好几个人：只给单位与收件的机构。
        var first = receipt is null || session.Actor.Role == Role.Applicant ? null : await session.Db.PaperHandIns.AsNoTracking().SingleAsync(p => p.FilingId == receipt.Filings[0], ct);
        if (session.WhyNot(Act.PrintPaper, first) is { } refusal) return (null, null, refusal);

        var pdf = await ReceiptPrinter.Print(new ReceiptData
        {
            Title = "纸质材料接收回执",
            Number = receipt!.Number,
            Facts = [new("报送单位", receipt.From), new("接收机构", receipt.Receiver), new("接收时间", receipt.IssuedAt.Print())],
            Heads = ["申报编号", "姓名", "收到", "还缺"],
            Rows = [.. receipt.Lines.Select(l => (IReadOnlyList<string>)[l.Number, l.Name, l.Items, l.Missing])],
            Statement = receipt.Lines.Any(l => l.Missing.Length > 0) ? "“还缺”一栏的材料请在规定时间内补交。" : "所列材料已收齐。",
            Signed = [$"接收机构：{receipt.Receiver}", $"接收人：{receipt.IssuedByName}", receipt.IssuedAt.Print()],
            Void = receipt.VoidedAt is { } at ? $"已于{at.Print()}撤销：{receipt.VoidReason}" : "",
            PrintedAt = receipt.IssuedAt,
        }, worker, ct);
        return (pdf, $"{receipt.Number}.pdf", null);
    }
}
